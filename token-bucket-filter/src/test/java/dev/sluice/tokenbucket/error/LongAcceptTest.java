package dev.sluice.tokenbucket.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import tools.jackson.databind.json.JsonMapper;

class LongAcceptTest {

    @Test
    void aVeryLongAcceptIsAnsweredLikeAnyOther() {
        MockServerWebExchange exchange = MockServerWebExchange.from(
                MockServerHttpRequest.get("/").header("Accept", "text/html,".repeat(50) + "text/plain"));
        new ErrorWriter(JsonMapper.shared())
                .write(exchange, HttpStatus.TOO_MANY_REQUESTS, "no")
                .block();

        assertThat(exchange.getResponse().getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
    }
}

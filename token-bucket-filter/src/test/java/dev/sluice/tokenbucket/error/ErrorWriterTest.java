package dev.sluice.tokenbucket.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import tools.jackson.databind.json.JsonMapper;

class ErrorWriterTest {

    private static final String JSON = "{\"code\":400,\"message\":\"client_id is required\"}";
    private static final String PROBLEM = "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
            + "\"detail\":\"client_id is required\"}";

    private final ErrorWriter errors = new ErrorWriter(JsonMapper.shared());

    @Test
    void writesTheCodeAndTheMessage() {
        MockServerHttpResponse response = written(MockServerHttpRequest.get("/"), "client_id is required");

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(response.getHeaders().getContentLength()).isEqualTo(JSON.length());
        assertThat(response.getBodyAsString().block()).isEqualTo(JSON);
    }

    @Test
    void errorsInARowAreWrittenEachAsItIs() {
        assertThat(plain(HttpStatus.TOO_MANY_REQUESTS, "no")).isEqualTo("{\"code\":429,\"message\":\"no\"}");
        assertThat(plain(HttpStatus.TOO_MANY_REQUESTS, "no")).isEqualTo("{\"code\":429,\"message\":\"no\"}");
        assertThat(plain(HttpStatus.TOO_MANY_REQUESTS, "never")).isEqualTo("{\"code\":429,\"message\":\"never\"}");
        assertThat(plain(HttpStatus.FORBIDDEN, "never")).isEqualTo("{\"code\":403,\"message\":\"never\"}");
    }

    @Test
    void whoChangesTheBytesOfAnErrorDoesNotChangeTheNextOne() {
        errors.body(List.of(), HttpStatus.FORBIDDEN, "no").bytes()[0] = 'x';

        assertThat(plain(HttpStatus.FORBIDDEN, "no")).isEqualTo("{\"code\":403,\"message\":\"no\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/problem+json",
                "application/problem+json, application/json",
                "application/problem+json, */*",
                "application/json;q=0.5, application/problem+json",
                "text/html, application/problem+json;q=0.1",
                "*/*;q=0.1, application/problem+json;q=0.2",
            })
    void writesAProblemDocumentForWhoPrefersOne(String accept) {
        MockServerHttpResponse response = written(accepting(accept), "client_id is required");

        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(response.getHeaders().getContentLength()).isEqualTo(PROBLEM.length());
        assertThat(response.getBodyAsString().block()).isEqualTo(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "application/json, application/problem+json",
                "application/problem+json;q=0.5, application/json",
                "application/problem+json;q=0",
                "application/problem+xml",
                "application/*+json",
                "text/html",
                "",
                "broken",
                "application/problem+json;q=broken",
            })
    void writesPlainJsonForAnybodyElse(String accept) {
        MockServerHttpResponse response = written(accepting(accept), "client_id is required");

        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(response.getBodyAsString().block()).isEqualTo(JSON);
    }

    @Test
    void quotesTheMessage() {
        String body = written(MockServerHttpRequest.get("/"), "say \"please\"\n\u0000 😀")
                .getBodyAsString()
                .block();

        assertThat(body).isEqualTo("{\"code\":400,\"message\":\"say \\\"please\\\"\\n\\u0000 😀\"}");
    }

    @Test
    void countsTheLengthInBytes() {
        assertThat(written(MockServerHttpRequest.get("/"), "😀").getHeaders().getContentLength())
                .isEqualTo("{\"code\":400,\"message\":\"😀\"}".getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void writesNoBodyForHead() {
        MockServerHttpResponse response = written(MockServerHttpRequest.head("/"), "client_id is required");

        assertThat(response.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(response.getHeaders().getContentLength()).isEqualTo(JSON.length());
        assertThat(response.getBodyAsString().block()).isEmpty();
    }

    @Test
    void leavesHeadersThatAreSetAlready() {
        MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
        exchange.getResponse().getHeaders().set("Retry-After", "7");
        write(exchange, "no");

        assertThat(exchange.getResponse().getHeaders().getFirst("Retry-After")).isEqualTo("7");
    }

    private static MockServerHttpRequest.BaseBuilder<?> accepting(String accept) {
        return MockServerHttpRequest.get("/").header("Accept", accept);
    }

    private String plain(HttpStatus status, String message) {
        return new String(errors.body(List.of(), status, message).bytes(), StandardCharsets.UTF_8);
    }

    private MockServerHttpResponse written(MockServerHttpRequest.BaseBuilder<?> request, String message) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        write(exchange, message);
        return exchange.getResponse();
    }

    private void write(MockServerWebExchange exchange, String message) {
        errors.write(exchange, HttpStatus.BAD_REQUEST, message).block();
    }
}

package dev.sluice.admin.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.error.ErrorWriter;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class GatewayErrorHandlerTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final GatewayErrorHandler handler = new GatewayErrorHandler(new ErrorWriter(JsonMapper.shared()));

    @Test
    void answersInJson() {
        MockServerWebExchange exchange = exchange(MediaType.ALL);

        handle(exchange, new ConnectException("Connection refused: /10.0.0.7:80"));

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(exchange.getResponse().getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(body(exchange)).isEqualTo("{\"code\":503,\"message\":\"Service not available\"}");
    }

    @Test
    void answersWithAProblemWhomPrefersOne() {
        MockServerWebExchange exchange = exchange(MediaType.APPLICATION_PROBLEM_JSON);

        handle(exchange, new ConnectException("Connection refused: /10.0.0.7:80"));

        assertThat(exchange.getResponse().getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(JsonMapper.shared().readTree(body(exchange)))
                .isEqualTo(JsonMapper.shared().readTree("""
                                        {"type":"about:blank","title":"Service Unavailable","status":503,"detail":"Service not available"}"""));
    }

    @Test
    void whatTheBackendSaidOfABodyThatNeverCameIsForgotten() {
        MockServerWebExchange exchange = exchange(MediaType.ALL);
        exchange.getResponse().setStatusCode(HttpStatus.OK);
        exchange.getResponse().getHeaders().setContentType(MediaType.TEXT_HTML);
        exchange.getResponse().getHeaders().setContentLength(1_000_000);

        handle(exchange, new ConnectException());

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(exchange.getResponse().getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_JSON);
        assertThat(exchange.getResponse().getHeaders().get(HttpHeaders.CONTENT_LENGTH))
                .containsExactly(String.valueOf(body(exchange).length()));
    }

    @Test
    void anAnswerThatHasBegunIsNotContinued(CapturedOutput output) {
        MockServerWebExchange exchange = exchange(MediaType.ALL);
        exchange.getResponse()
                .writeWith(Mono.just(exchange.getResponse().bufferFactory().wrap(new byte[] {'h', 'a', 'l', 'f'})))
                .block();
        ConnectException cause = new ConnectException("the backend is gone");

        Signal<Void> end = handler.handle(exchange, cause).materialize().block(TIMEOUT);

        assertThat(end).extracting(Signal::getThrowable).isSameAs(cause);
        assertThat(body(exchange)).isEqualTo("half");
        assertThat(output.getOut().lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("GET /path", "cut off", "the backend is gone")
                .doesNotContain("secret");
    }

    @Test
    void aConnectionToABackendThatIsGoneIsNotTakenForTheClients(CapturedOutput output) {
        MockServerWebExchange exchange = exchange(MediaType.ALL);

        handle(exchange, AbortedException.beforeSend());

        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.BAD_GATEWAY);
        assertThat(body(exchange)).isEqualTo("{\"code\":502,\"message\":\"The backend broke off\"}");
        assertThat(output).contains("GET /path answered 502");
    }

    @Test
    void aClientThatIsThereIsToldOfIt() {
        Answer answer = new Answer(new EmbeddedChannel());

        handler.handle(answer.exchange(), AbortedException.beforeSend()).block(TIMEOUT);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_GATEWAY);
    }

    @Test
    void aClientThatHasGoneIsAnsweredNothing(CapturedOutput output) {
        EmbeddedChannel client = new EmbeddedChannel();
        client.finish();
        Answer answer = new Answer(client);

        handler.handle(answer.exchange(), AbortedException.beforeSend()).block(TIMEOUT);

        assertThat(answer.isCommitted()).isFalse();
        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aClientThatBreaksOffAnAnswerIsNotLogged(CapturedOutput output) {
        MockServerWebExchange exchange = exchange(MediaType.ALL);
        exchange.getResponse().setComplete().block();

        handle(exchange, AbortedException.beforeSend());

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void aBrokenBackendIsOneLineInTheLogWithoutTheQuery(CapturedOutput output) {
        handle(exchange(MediaType.ALL), new ConnectException("Connection refused: /10.0.0.7:80"));

        assertThat(output.getOut().lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("GET /path", "503", "Connection refused: /10.0.0.7:80")
                .doesNotContain("secret");
        assertThat(output).doesNotContain("\tat ");
    }

    @Test
    void thatNobodyIsThereIsNotLoggedForEachRequest(CapturedOutput output) {
        handle(exchange(MediaType.ALL), NotFoundException.create(false, "Unable to find instance for backends"));

        assertThat(output.getOut().lines()).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
    }

    @Test
    void aFaultOfTheGatewayIsLoggedWithItsTrace(CapturedOutput output) {
        handle(exchange(MediaType.ALL), new IllegalStateException("a bug"));

        assertThat(output)
                .contains("ERROR", "GET /path failed", "java.lang.IllegalStateException: a bug", "\tat ")
                .doesNotContain("secret");
    }

    @Test
    void whatTheClientDidWrongIsNotLogged(CapturedOutput output) {
        handle(exchange(MediaType.ALL), new ServerWebInputException("no"));

        assertThat(output).isEmpty();
    }

    @Test
    void comesBeforeTheHandlerOfSpringBoot() {
        assertThat(handler.getOrder()).isLessThan(-1);
    }

    private void handle(MockServerWebExchange exchange, Throwable cause) {
        handler.handle(exchange, cause).block(TIMEOUT);
    }

    private static MockServerWebExchange exchange(MediaType accept) {
        return MockServerWebExchange.from(
                MockServerHttpRequest.get("/path?client_id=secret").accept(accept));
    }

    /** An answer that goes out over this channel. */
    private static final class Answer extends MockServerHttpResponse {

        private final Connection client;

        Answer(Channel channel) {
            this.client = () -> channel;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T getNativeResponse() {
            return (T) client;
        }

        ServerWebExchange exchange() {
            return new ServerWebExchangeDecorator(GatewayErrorHandlerTest.exchange(MediaType.ALL)) {
                @Override
                public ServerHttpResponse getResponse() {
                    return Answer.this;
                }
            };
        }
    }

    private static String body(MockServerWebExchange exchange) {
        return Objects.requireNonNull(exchange.getResponse().getBodyAsString().block(TIMEOUT));
    }
}

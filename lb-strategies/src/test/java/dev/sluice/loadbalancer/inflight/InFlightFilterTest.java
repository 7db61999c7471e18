package dev.sluice.loadbalancer.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class InFlightFilterTest {

    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    private final Traffic traffic = new Traffic();
    private final List<Outcome> reports = new ArrayList<>();
    private final Sinks.Empty<Void> answer = Sinks.empty();

    @Test
    void theAttemptEndsWithTheAnswer() {
        Disposable request = send(chain());
        assertThat(traffic.inFlight()).isEqualTo(1);
        answer.tryEmitEmpty().orThrow();

        assertThat(request.isDisposed()).isTrue();
        assertThat(traffic.inFlight()).isZero();
        assertThat(reports).containsExactly(Outcome.ANSWERED);
    }

    @Test
    void anAnswerFromFiveHundredOnIsAServerError() {
        exchange.getResponse().setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
        send(chain());
        answer.tryEmitEmpty().orThrow();

        assertThat(reports).containsExactly(Outcome.SERVER_ERROR);
    }

    @Test
    void anAnswerBelowIsNone() {
        exchange.getResponse().setStatusCode(HttpStatus.NOT_FOUND);
        send(chain());
        answer.tryEmitEmpty().orThrow();

        assertThat(reports).containsExactly(Outcome.ANSWERED);
    }

    @Test
    void theAttemptFailsWithTheBackend() {
        IOException reset = new IOException("Connection reset by peer");

        StepVerifier.create(filter(chain())
                        .doOnSubscribe(any -> answer.tryEmitError(reset).orThrow()))
                .verifyErrorSatisfies(cause -> assertThat(cause).isSameAs(reset));
        assertThat(traffic.inFlight()).isZero();
        assertThat(reports).containsExactly(Outcome.failed("Connection reset by peer"));
    }

    @Test
    void anErrorOfAFilterIsNotTheBackends() {
        IllegalStateException own = new IllegalStateException("own");

        StepVerifier.create(filter(chain())
                        .doOnSubscribe(any -> answer.tryEmitError(own).orThrow()))
                .verifyErrorSatisfies(cause -> assertThat(cause).isSameAs(own));
        assertThat(reports).containsExactly(Outcome.ABANDONED);
    }

    @Test
    void theAttemptIsAbandonedWithTheClient() {
        Disposable request = send(chain());
        request.dispose();

        assertThat(traffic.inFlight()).isZero();
        assertThat(reports).containsExactly(Outcome.ABANDONED);
    }

    @Test
    void aRequestThatWentToNoInstanceEndsAsWell() {
        StepVerifier.create(new InFlightFilter().filter(exchange, any -> Mono.empty()))
                .verifyComplete();

        assertThat(reports).isEmpty();
    }

    @Test
    void theAttemptsBeforeAreNotEndedTwice() {
        send(inner -> {
            attempts(inner).next(permit());
            attempts(inner).failed(Outcome.unreachable("refused"));
            attempts(inner).next(permit());
            return answer.asMono();
        });
        answer.tryEmitEmpty().orThrow();

        assertThat(reports).containsExactly(Outcome.unreachable("refused"), Outcome.ANSWERED);
        assertThat(traffic.inFlight()).isZero();
    }

    @Test
    void aPermitThatComesWhenTheClientHasGoneIsClosed() {
        Disposable request = send(inner -> answer.asMono());
        request.dispose();
        attempts(exchange).next(permit());

        assertThat(traffic.inFlight()).isZero();
        assertThat(reports).containsExactly(Outcome.ABANDONED);
    }

    private Disposable send(GatewayFilterChain chain) {
        return filter(chain).subscribe();
    }

    private Mono<Void> filter(GatewayFilterChain chain) {
        return new InFlightFilter().filter(exchange, chain);
    }

    private GatewayFilterChain chain() {
        return inner -> {
            attempts(inner).next(permit());
            return answer.asMono();
        };
    }

    private static Attempts attempts(ServerWebExchange exchange) {
        return Attempts.of(exchange).orElseThrow();
    }

    private Permit permit() {
        traffic.acquire();
        return new Permit("http://localhost:1", traffic, reports::add);
    }
}

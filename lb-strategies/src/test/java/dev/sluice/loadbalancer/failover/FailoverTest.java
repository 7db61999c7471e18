package dev.sluice.loadbalancer.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.isAlreadyRouted;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.setAlreadyRouted;

import dev.sluice.loadbalancer.inflight.InFlightFilter;
import dev.sluice.loadbalancer.pool.Backend;
import dev.sluice.loadbalancer.pool.OpenPools;
import dev.sluice.loadbalancer.pool.Pool;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

class FailoverTest {

    private static final URI SERVICE = URI.create("lb://backends/path?query");
    private final Throwable refused = new ConnectException("Connection refused");
    private final Throwable reset = new IOException("Connection reset by peer");
    private static final int MORE_THAN_THE_RESERVE = 150;

    private final OpenPools open = OpenPools.of("backends", 1, 2, 3);
    private final GatewayFilter failover = new Failover(open.pools());

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"})
    void aConnectionThatCannotBeMadeIsTriedElsewhereWhateverTheMethod(String method) {
        Call call = call(request(method).header("Content-Length", "5"));

        assertThat(call.send(refused, refused, null)).isNull();
        assertThat(call.tried).containsExactlyInAnyOrder(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"})
    void aResetIsTriedElsewhereIfTheMethodMayBeRepeated(String method) {
        Call call = call(request(method));

        assertThat(call.send(reset, null)).isNull();
        assertThat(call.tried).hasSize(2).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "QUERY"})
    void aResetIsNotTriedElsewhereIfTheMethodMayNot(String method) {
        Call call = call(request(method));

        assertThat(call.send(reset, null)).isSameAs(reset);
        assertThat(call.tried).hasSize(1);
    }

    @Test
    void aBodyThatMayBeHalfGoneIsNotSentAgain() {
        assertThat(call(request("GET").header("Content-Length", "1")).send(reset, null))
                .isSameAs(reset);
        assertThat(call(request("PUT").header("Transfer-Encoding", "chunked")).send(reset, null))
                .isSameAs(reset);
        assertThat(call(request("PUT").header("Content-Length", "0")).send(reset, null))
                .isNull();
    }

    @Test
    void anAnswerThatHasBegunIsNotBegunAgain() {
        Call begun = call(request("GET"));
        begun.exchange.getAttributes().put(CLIENT_RESPONSE_CONN_ATTR, mock(Connection.class));
        assertThat(begun.send(reset, null)).isSameAs(reset);

        Call committed = call(request("GET"));
        committed.exchange.getResponse().setComplete().block();
        assertThat(committed.send(refused, null)).isSameAs(refused);
        assertThat(committed.tried).hasSize(1);
    }

    @Test
    void neitherTimeoutsNorAnswersAreTriedElsewhere() {
        List<Throwable> causes = List.of(
                new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, "too slow", new TimeoutException()),
                ReadTimeoutException.INSTANCE,
                new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR),
                new ResponseStatusException(HttpStatus.BAD_GATEWAY),
                new IllegalStateException("a filter's own"));

        assertThat(causes).allSatisfy(cause -> {
            Call call = call(request("GET"));
            assertThat(call.send(cause, null)).isSameAs(cause);
            assertThat(call.tried).hasSize(1);
        });
    }

    @Test
    void anAnswerWithAnErrorIsAnAnswer() {
        Call call = call(request("GET"));
        call.exchange.getResponse().setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR);

        assertThat(call.send((Throwable) null)).isNull();
        assertThat(call.tried).hasSize(1);
    }

    @Test
    void eachInstanceIsTriedOnceAtMost() {
        Call call = call(request("GET"));
        Throwable last = new ConnectException("the last");

        assertThat(call.send(refused, reset, last, null)).isSameAs(last);
        assertThat(call.tried).containsExactlyInAnyOrder(1, 2, 3);
        assertThat(open.pool().backends())
                .extracting(backend -> backend.traffic().failures())
                .containsExactly(1L, 1L, 1L);
    }

    @Test
    void aBudgetThatIsUsedUpEndsIt() {
        int further = 0;
        for (int i = 0; i < MORE_THAN_THE_RESERVE; i++) {
            Call call = call(request("GET"));
            call.send(refused, refused, null);
            further += call.tried.size() - 1;
        }

        assertThat(further).isBetween(100, 100 + MORE_THAN_THE_RESERVE / 5);
    }

    @Test
    void theNextAttemptFindsTheRequestAsTheFirstDid() {
        Call call = call(request("GET"));
        call.send(refused, refused, null);

        assertThat(call.urls).containsExactly(SERVICE, SERVICE, SERVICE);
        assertThat(call.routedBefore).containsExactly(false, false, false);
    }

    @Test
    void whoFailedIsOutBeforeTheNextIsTried() {
        Call call = call(request("GET"));
        call.send(refused, refused, null);

        assertThat(call.inFlight).containsExactly(1, 1, 1);
        assertThat(inFlight(open.pool())).isZero();
    }

    @Test
    void aRouteThatLeadsToNoServiceIsTriedOnce() {
        MockServerWebExchange exchange = MockServerWebExchange.from(request("GET"));
        exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, URI.create("http://backends/path"));
        List<String> attempts = new ArrayList<>();
        Mono<Void> answer = new InFlightFilter()
                .filter(
                        exchange,
                        inner -> failover.filter(inner, any -> {
                            attempts.add("attempt");
                            return Mono.error(refused);
                        }));

        assertThat(outcome(answer)).isSameAs(refused);
        assertThat(attempts).hasSize(1);
    }

    @Test
    void aRequestWithoutAnAddressPassesThrough() {
        MockServerWebExchange exchange = MockServerWebExchange.from(request("GET"));

        assertThat(outcome(failover.filter(exchange, any -> Mono.empty()))).isNull();
    }

    private static MockServerHttpRequest.BaseBuilder<?> request(String method) {
        return MockServerHttpRequest.method(HttpMethod.valueOf(method), "/path");
    }

    private Call call(MockServerHttpRequest.BaseBuilder<?> request) {
        return new Call(MockServerWebExchange.from(request));
    }

    private static int inFlight(Pool pool) {
        return pool.backends().stream()
                .map(Backend::traffic)
                .mapToInt(traffic -> traffic.inFlight())
                .sum();
    }

    private static @Nullable Throwable outcome(Mono<Void> answer) {
        return answer.materialize().blockOptional().orElseThrow().getThrowable();
    }

    /** One request, whose attempts go as the test says. */
    private final class Call {

        final MockServerWebExchange exchange;
        final List<Integer> tried = new ArrayList<>();
        final List<URI> urls = new ArrayList<>();
        final List<Boolean> routedBefore = new ArrayList<>();
        final List<Integer> inFlight = new ArrayList<>();

        Call(MockServerWebExchange exchange) {
            this.exchange = exchange;
            exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, SERVICE);
        }

        /** Each attempt fails with the next of these, or is answered where there is none; what comes of it, if it fails. */
        @Nullable
        Throwable send(@Nullable Throwable... ends) {
            Deque<Mono<Void>> script = new ArrayDeque<>();
            for (Throwable end : ends) {
                script.add(end == null ? Mono.empty() : Mono.error(end));
            }
            GatewayFilterChain backends = inner -> {
                attempt(inner);
                return script.remove();
            };
            return outcome(new InFlightFilter().filter(exchange, inner -> failover.filter(inner, backends)));
        }

        private void attempt(ServerWebExchange inner) {
            urls.add(inner.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR));
            routedBefore.add(isAlreadyRouted(inner));
            int port = open.choose(inner);
            tried.add(port);
            inFlight.add(FailoverTest.inFlight(open.pool()));
            inner.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, URI.create("http://localhost:" + port + "/path?query"));
            setAlreadyRouted(inner);
        }
    }
}

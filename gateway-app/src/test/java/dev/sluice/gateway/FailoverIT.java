package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A connection that can't be made is made to another instance, and nothing else of the request changes. */
class FailoverIT {

    /** More than all buffers on the way hold, so that it has not been read when the first instance fails. */
    private static final String LARGE = "0123456789abcdef".repeat(500_000);

    @AutoClose
    private static final BalancerLog LOG = new BalancerLog();

    @AutoClose
    private static final Backend BACKEND = Backend.answering(FailoverIT::answer);

    @AutoClose
    private static final FaultProxy A = FaultProxy.before(BACKEND.uri());

    @AutoClose
    private static final FaultProxy B = FaultProxy.before(BACKEND.uri());

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(
            LOG.fromTheStart(),
            Gateway.service(
                    "backends",
                    List.of(A.uri(), B.uri()),
                    "sluice.load-balancer.health-check.enabled=false",
                    "sluice.load-balancer.ejection.failures=0",
                    "sluice.token-bucket.default-limit.rate-per-sec=0.000001",
                    "spring.cloud.gateway.server.webflux.routes[0].id=alone",
                    "spring.cloud.gateway.server.webflux.routes[0].uri=lb://backends",
                    "spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/alone",
                    "spring.cloud.gateway.server.webflux.routes[1].id=filtered",
                    "spring.cloud.gateway.server.webflux.routes[1].uri=lb://backends",
                    "spring.cloud.gateway.server.webflux.routes[1].predicates[0]=Path=/filtered/**",
                    "spring.cloud.gateway.server.webflux.routes[1].filters[0]=TokenBucket",
                    "spring.cloud.gateway.server.webflux.routes[1].filters[1]=Failover",
                    "spring.cloud.gateway.server.webflux.routes[1].filters[2]=StripPrefix=1",
                    "spring.cloud.gateway.server.webflux.routes[1].filters[3]=AddRequestHeader=X-Passed, once",
                    "spring.cloud.gateway.server.webflux.routes[2].id=backends",
                    "spring.cloud.gateway.server.webflux.routes[2].uri=lb://backends",
                    "spring.cloud.gateway.server.webflux.routes[2].predicates[0]=Path=/**",
                    "spring.cloud.gateway.server.webflux.routes[2].filters[0]=Failover"));

    private final int before = LOG.lines("failing over").size();

    @AfterEach
    void theyTakeConnectionsAgain() {
        Stream.of(A, B).forEach(FaultProxy::open);
    }

    @Test
    void isToldWithBothInstancesAndTheReason() {
        refuse(A);

        assertThat(answers("/")).containsOnly("GET / ");

        assertThat(failovers())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .matches("failing over from " + A.uri() + " to " + B.uri() + ": Connection refused.*"));
    }

    static Stream<BodyPublisher> bodies() {
        return Stream.of("", "small", LARGE)
                .flatMap(body -> Stream.of(
                        BodyPublishers.ofString(body),
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)))));
    }

    /** Once with a length, once in chunks. */
    @ParameterizedTest
    @MethodSource("bodies")
    void theBodyArrivesWhole(BodyPublisher body) {
        refuse(A);
        long length = body.contentLength();

        for (int i = 0; i < 2; i++) {
            assertThat(GATEWAY.send(GATEWAY.request("/length").POST(body)).body())
                    .isIn(length >= 0 ? List.of("" + length) : List.of("0", "5", "" + LARGE.length()));
        }

        assertThat(failovers()).hasSize(1);
    }

    @Test
    void whenAllRefuseEachHasBeenTriedOnceAndTheAnswerIsThere() {
        refuse(A, B);

        assertThat(GATEWAY.begin("/"))
                .succeedsWithin(Duration.ofSeconds(1))
                .satisfies(error(503, "Service not available"));
        assertThat(GATEWAY.send(GATEWAY.request("/").POST(BodyPublishers.ofString("x"))))
                .satisfies(error(503, "Service not available"));

        assertThat(failovers()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void anAnswerIsAnAnswerWhateverItSays(int status) {
        int taken = BACKEND.requests();

        assertThat(GATEWAY.get("/status/" + status).statusCode()).isEqualTo(status);

        assertThat(BACKEND.requests() - taken).isEqualTo(1);
        assertThat(failovers()).isEmpty();
    }

    @Test
    void theFiltersOfTheRouteRunOnce() {
        refuse(A);

        assertThat(answers("/filtered/path")).containsOnly("GET /path once");
        assertThat(failovers()).hasSize(1);
    }

    @Test
    void theTokensAreTakenOnce() {
        refuse(A);

        List<String> remaining = Stream.generate(() -> GATEWAY.get("/filtered/"))
                .limit(4)
                .map(answer ->
                        answer.headers().firstValue("RateLimit").orElseThrow().replaceAll(".*;r=(\\d+).*", "$1"))
                .toList();

        assertThat(failovers()).hasSize(2);
        int first = Integer.parseInt(remaining.get(0));
        assertThat(remaining).containsExactly("" + first, "" + (first - 1), "" + (first - 2), "" + (first - 3));
    }

    @Test
    void aRouteWithoutTheFilterHasNone() {
        refuse(A);

        List<HttpResponse<String>> answers =
                Stream.generate(() -> GATEWAY.get("/alone")).limit(2).toList();

        assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(200, 503);
        assertThat(failovers()).isEmpty();
    }

    private static void refuse(FaultProxy... proxies) {
        for (FaultProxy proxy : proxies) {
            proxy.refuse().resetAll();
        }
    }

    /** Enough for each instance to be the first choice once. */
    private static List<String> answers(String target) {
        return Stream.generate(() -> GATEWAY.get(target).body()).limit(2).toList();
    }

    private List<String> failovers() {
        List<String> lines = LOG.lines("failing over");
        return lines.subList(before, lines.size());
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (request.uri().startsWith("/status/")) {
            return response.status(Integer.parseInt(request.uri().substring("/status/".length())))
                    .send();
        }
        if (request.uri().equals("/length")) {
            return response.sendString(request.receive()
                    .map(part -> part.readableBytes())
                    .reduce(0, Integer::sum)
                    .map(String::valueOf));
        }
        String passed = String.join(",", request.requestHeaders().getAll("X-Passed"));
        return response.sendString(Mono.just(request.method() + " " + request.uri() + " " + passed));
    }
}

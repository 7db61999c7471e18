package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.loadbalancer.pool.State;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** How many requests a backend gets at once, and what becomes of those that are too many. */
class BackendPoolIT {

    private static final String CLIENT = "spring.cloud.gateway.server.webflux.httpclient.";

    @Test
    void whoFindsTheQueueFullIsRefusedAtOnceAndWhoWaitsInItIsAnswered() {
        Sinks.One<String> answer = Sinks.one();
        try (Backend backend = Backend.answering((request, response) -> response.sendString(answer.asMono()));
                Gateway gateway = before(backend, "sluice.http.client.max-pending=1")) {
            List<CompletableFuture<HttpResponse<String>>> running = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                running.add(gateway.begin("/"));
            }
            await().until(() ->
                    running.stream().filter(CompletableFuture::isDone).count() == 3);
            answer.tryEmitValue("ok").orThrow();

            assertThat(running.stream().map(CompletableFuture::join))
                    .filteredOn(served -> served.statusCode() == 200)
                    .hasSize(2);
            assertThat(running.stream().map(CompletableFuture::join))
                    .filteredOn(served -> served.statusCode() != 200)
                    .hasSize(3)
                    .allSatisfy(refused -> error(503, "Service not available").accept(refused));
            assertThat(backend.requests()).isEqualTo(2);
        }
    }

    @Test
    void whoWaitsForTooLongIsRefused() {
        Sinks.One<String> answer = Sinks.one();
        try (Backend backend = Backend.answering((request, response) -> response.sendString(answer.asMono()));
                Gateway gateway = before(backend, CLIENT + "pool.acquire-timeout=200")) {
            CompletableFuture<HttpResponse<String>> first = gateway.begin("/");
            await().until(() -> backend.requests() == 1);

            assertThat(gateway.get("/")).satisfies(error(503, "Service not available"));
            assertThat(first).isNotDone();
            answer.tryEmitValue("ok").orThrow();
            assertThat(first.join().body()).isEqualTo("ok");
        }
    }

    /** The same if an answer may take less time than a connection: the backend has had nothing to answer yet. */
    @Test
    void whoWaitsForAConnectionForAsLongAsAnAnswerMayTakeIsNoFaultOfTheBackend() {
        Sinks.One<String> rest = Sinks.one();
        try (Backend backend = Backend.answering((request, response) ->
                        response.sendString(Flux.just("begun").concatWith(rest.asMono())));
                Gateway gateway = before(backend, CLIENT + "response-timeout=200ms")) {
            CompletableFuture<HttpResponse<String>> first = gateway.begin("/");
            await().until(() -> backend.requests() == 1);

            for (int i = 0; i < 5; i++) {
                assertThat(gateway.get("/")).satisfies(error(503, "Service not available"));
            }
            assertThat(new Instances(gateway).state(backend.uri())).isEqualTo(State.UP);
            rest.tryEmitValue(" and ended").orThrow();
            assertThat(first.join().body()).isEqualTo("begun and ended");
        }
    }

    @Test
    void aBackendThatIsBusyKeepsNobodyFromAnother() {
        Sinks.One<String> answer = Sinks.one();
        try (Backend busy = Backend.answering((request, response) -> response.sendString(answer.asMono()));
                Backend free = Backend.saying("free");
                Gateway gateway = Gateway.with(Gateway.service(
                        "backends",
                        List.of(busy.uri(), free.uri()),
                        CLIENT + "pool.max-connections=1",
                        CLIENT + "pool.acquire-timeout=200"))) {
            List<CompletableFuture<HttpResponse<String>>> running =
                    Stream.generate(() -> gateway.begin("/")).limit(4).toList();
            await().until(() ->
                    running.stream().filter(CompletableFuture::isDone).count() == 3);
            answer.tryEmitValue("busy").orThrow();

            assertThat(running.stream().map(served -> served.join().body()))
                    .containsExactlyInAnyOrder(
                            "free", "free", "busy", "{\"code\":503,\"message\":\"Service not available\"}");
        }
    }

    @Test
    void aConnectionThatIsNotUsedIsClosed() {
        try (Backend backend = Backend.saying("ok");
                FaultProxy proxy = FaultProxy.before(backend.uri());
                Gateway gateway = Gateway.with(Gateway.service(
                        "backends",
                        List.of(proxy.uri()),
                        CLIENT + "pool.max-idle-time=200ms",
                        CLIENT + "pool.eviction-interval=100ms"))) {
            assertThat(gateway.statusesOf(5, "/")).containsOnly(200);

            await().atMost(Duration.ofSeconds(10)).until(() -> proxy.stillOpen() == 0);
        }
    }

    /** By requests of one client, that is: each event loop has connections of its own, and a client's connection is on one loop. */
    @Test
    void aConnectionIsUsedAgainAndTheLastOneFirst() {
        try (Backend backend = Backend.saying("ok");
                FaultProxy proxy = FaultProxy.before(backend.uri());
                Gateway gateway = Gateway.with(Gateway.service(
                        "backends", List.of(proxy.uri()), "sluice.load-balancer.health-check.enabled=false"));
                RawClient client = new RawClient(gateway.port())) {
            for (int i = 0; i < 5; i++) {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.readUntil("\r\n\r\nok")).startsWith("HTTP/1.1 200 ");
            }

            assertThat(proxy.connections()).isEqualTo(1);
            assertThat(proxy.requests()).isEqualTo(5);
        }
    }

    private static Gateway before(Backend backend, String setting) {
        return Gateway.before(backend, CLIENT + "pool.max-connections=1", setting);
    }
}

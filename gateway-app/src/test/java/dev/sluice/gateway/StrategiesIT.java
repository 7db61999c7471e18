package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Who gets how much, by the settings alone. */
class StrategiesIT {

    private static final int REQUESTS = 400;

    private final Sinks.Empty<Void> go = Sinks.empty();

    /** Answers when it is told to. */
    @AutoClose
    private final Backend slow = Backend.answering(
            (request, response) -> response.sendString(go.asMono().then(Mono.just("slow"))));

    @AutoClose
    private final Backend a = Backend.saying("a");

    @AutoClose
    private final Backend b = Backend.saying("b");

    @Test
    void roundRobinGivesWeightsTheirExactShare() {
        try (Gateway gateway = gateway("round-robin", a, b)) {
            assertThat(gateway.statusesOf(REQUESTS, "/")).containsOnly(200);

            assertThat(a.requests()).isEqualTo(REQUESTS * 3 / 4);
            assertThat(b.requests()).isEqualTo(REQUESTS / 4);
        }
    }

    /** Beyond five standard deviations (9 requests each) chance would have to be another's. */
    @Test
    void randomGivesThemAboutTheirs() {
        try (Gateway gateway = gateway("random", a, b)) {
            assertThat(gateway.statusesOf(REQUESTS, "/")).containsOnly(200);

            assertThat(a.requests()).isBetween(REQUESTS * 3 / 4 - 45, REQUESTS * 3 / 4 + 45);
            assertThat(a.requests() + b.requests()).isEqualTo(REQUESTS);
        }
    }

    @Test
    void leastConnectionsGivesASlowInstanceTheFewestAndThoseItIsDueWhenItIsFree() {
        try (Gateway gateway = gateway("least-connections", slow, a)) {
            List<CompletableFuture<HttpResponse<String>>> waiting =
                    IntStream.range(0, 2).mapToObj(i -> gateway.begin("/")).toList();
            new Instances(gateway).awaitInFlight(1, 0);
            assertThat(bodies(gateway, 20)).containsOnly("a");

            go.tryEmitEmpty().orThrow();
            assertThat(waiting).allSatisfy(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(30)));
            new Instances(gateway).awaitRest();
            assertThat(bodies(gateway, 20)).contains("slow");
        }
    }

    /** Of two instances both are always drawn, so that the slow one gets nothing as long as it is not free. */
    @Test
    void powerOfTwoChoicesGivesItNothingBeforeItIsFree() {
        try (Gateway gateway = gateway("power-of-two-choices", a, slow)) {
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            do {
                waiting.add(gateway.begin("/"));
                await().until(() -> slow.requests() + a.requests() == waiting.size());
                new Instances(gateway).awaitInFlight(0, slow.requests());
            } while (slow.requests() == 0);
            assertThat(bodies(gateway, 20)).containsOnly("a");

            go.tryEmitEmpty().orThrow();
            assertThat(waiting).allSatisfy(answer -> assertThat(answer).succeedsWithin(Duration.ofSeconds(30)));
        }
    }

    private static List<String> bodies(Gateway gateway, int number) {
        return Stream.generate(() -> gateway.get("/").body()).limit(number).toList();
    }

    /** The first has three times the weight of the others. */
    private static Gateway gateway(String strategy, Backend... backends) {
        return Gateway.with(Gateway.service(
                "backends",
                Stream.of(backends).map(Backend::uri).toList(),
                "spring.cloud.discovery.client.simple.instances.backends[0].metadata.weight=3",
                "sluice.token-bucket.default-limit.capacity=1000000",
                "sluice.load-balancer.services.backends.strategy=" + strategy));
    }
}

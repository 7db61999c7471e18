package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.loadbalancer.pool.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Instances that die and come back, seen from outside; each with nothing but a TCP connection as its check. */
class HealthIT {

    @AutoClose
    private final BalancerLog log = new BalancerLog();

    @AutoClose
    private final Backend backend = Backend.saying("ok");

    @AutoClose
    private final FaultProxy a = FaultProxy.before(backend.uri());

    @AutoClose
    private final FaultProxy b = FaultProxy.before(backend.uri());

    @Test
    void whoIsDeadFromTheStartIsOutBeforeTheFirstRequest() {
        a.refuse();
        try (Gateway gateway = gateway("interval=10m")) {
            log.awaitLine("is DOWN");
            for (int i = 0; i < 10; i++) {
                assertThat(gateway.get("/").statusCode()).isEqualTo(200);
            }

            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line ->
                            assertThat(line).matches("backend backends " + a.uri() + " is DOWN: Connection refused.*"));
            assertThat(new Instances(gateway).picks(a.uri())).isZero();
        }
    }

    @Test
    void whoDiesUnderTrafficCostsNobodyAnAnswerAndComesBack() {
        try (Gateway gateway = gateway("interval=100ms")) {
            Instances instances = new Instances(gateway);
            CountDownLatch enough = new CountDownLatch(1);
            List<CompletableFuture<Long>> failed = Stream.generate(() -> trafficUntil(enough, gateway))
                    .limit(4)
                    .toList();

            a.refuse().resetAll();
            instances.awaitState(a.uri(), State.DOWN);
            a.open();
            instances.awaitState(a.uri(), State.UP);
            long picks = instances.picks(a.uri());
            await().until(() -> instances.picks(a.uri()) > picks);
            enough.countDown();

            assertThat(failed.stream().map(CompletableFuture::join)).containsOnly(0L);
            assertThat(log.lines(a.uri() + " is")).hasSize(2);
            assertThat(log.lines(b.uri() + " is")).isEmpty();
        }
    }

    @Test
    void whenAllAreDownTheAnswerIsThereAtOnceAndSoAreTheyWhenTheyAreBack() {
        try (Gateway gateway = gateway("interval=100ms")) {
            Instances instances = new Instances(gateway);
            assertThat(gateway.get("/").statusCode()).isEqualTo(200);
            Stream.of(a, b).forEach(proxy -> proxy.refuse().resetAll());

            assertThat(gateway.begin("/"))
                    .succeedsWithin(Duration.ofSeconds(1))
                    .satisfies(error(503, "Service not available"));
            instances.awaitState(a.uri(), State.DOWN);
            instances.awaitState(b.uri(), State.DOWN);
            assertThat(gateway.get("/")).satisfies(error(503, "Service not available"));

            Stream.of(a, b).forEach(FaultProxy::open);
            await().until(() -> gateway.get("/").statusCode() == 200);
        }
    }

    @Test
    void whoComesAndGoesIsToldOnceEachTime() {
        try (Gateway gateway = gateway("interval=20ms")) {
            Instances instances = new Instances(gateway);
            for (int i = 1; i <= 5; i++) {
                a.refuse();
                instances.awaitState(a.uri(), State.DOWN);
                a.open();
                instances.awaitState(a.uri(), State.UP);
            }
            assertThat(log.lines(a.uri() + " is DOWN: ")).hasSize(5);
            assertThat(log.lines(a.uri() + " is UP")).hasSize(5);
            assertThat(log.lines(b.uri())).isEmpty();
        }
    }

    /** How many requests of a client that goes on and on are not answered. */
    private static CompletableFuture<Long> trafficUntil(CountDownLatch enough, Gateway gateway) {
        return CompletableFuture.supplyAsync(
                () -> Stream.generate(() -> gateway.get("/").statusCode())
                        .takeWhile(status -> enough.getCount() > 0)
                        .filter(status -> status != 200)
                        .count());
    }

    private Gateway gateway(String check) {
        return Gateway.with(
                log.fromTheStart(),
                Gateway.service(
                        "backends",
                        List.of(a.uri(), b.uri()),
                        "sluice.token-bucket.default-limit.capacity=1000000",
                        "sluice.load-balancer.health-check." + check));
    }
}

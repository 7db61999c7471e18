package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

class AdmissionIT {

    private static final int CALLERS = 16;
    private static final Duration DEMAND = Duration.ofMillis(1_500);

    /** The first 64 that pass wait for each other at the backend, so at least as many are under way at once. */
    @Test
    void ofSixHundredRequestsAtOnceExactlyTheCapacityPasses() {
        AtomicInteger arrived = new AtomicInteger();
        Sinks.One<String> all = Sinks.one();
        try (Backend backend = Backend.answering((request, response) -> {
                    if (arrived.incrementAndGet() == 64) {
                        all.tryEmitValue("ok").orThrow();
                    }
                    return response.sendString(all.asMono());
                });
                Gateway gateway = Gateway.before(
                        backend,
                        "sluice.token-bucket.default-limit.capacity=100",
                        "sluice.token-bucket.default-limit.rate-per-sec=0.000001")) {
            List<Integer> statuses = gateway.statusesOf(600, "/");

            assertThat(Collections.frequency(statuses, 200)).isEqualTo(100);
            assertThat(Collections.frequency(statuses, 429)).isEqualTo(500);
            assertThat(backend.requests()).isEqualTo(100);
        }
    }

    /** With so many callers and so low a rate no pause of the machine leaves the bucket full, where it would overflow. */
    @Test
    void underConstantDemandPassesWhatTheBucketHoldsAndWhatFlowsIn() {
        int capacity = 50;
        int rate = 20;
        try (Backend backend = Backend.saying("ok");
                Gateway gateway = Gateway.before(
                        backend,
                        "sluice.token-bucket.default-limit.capacity=" + capacity,
                        "sluice.token-bucket.default-limit.rate-per-sec=" + rate,
                        "sluice.token-bucket.unknown-client=default-limit")) {
            gateway.get("/", "X-API-Key", "warms the gateway up");
            List<Call> calls = demand(gateway);

            long admitted = calls.stream().filter(call -> call.status() == 200).count();
            double atMost = capacity
                    + rate
                            * seconds(
                                    calls.stream().mapToLong(Call::sent),
                                    calls.stream().mapToLong(Call::answered));
            double atLeast = capacity
                    + Math.floor(rate
                            * seconds(
                                    calls.stream().mapToLong(Call::answered),
                                    calls.stream()
                                            .filter(call -> call.status() == 429)
                                            .mapToLong(Call::sent)))
                    - 1;
            assertThat((double) admitted).isBetween(atLeast, atMost);
        }
    }

    private static List<Call> demand(Gateway gateway) {
        long end = System.nanoTime() + DEMAND.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<CompletableFuture<List<Call>>> callers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> callUntil(end, gateway), threads))
                    .limit(CALLERS)
                    .toList();
            return callers.stream().flatMap(caller -> caller.join().stream()).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Call> callUntil(long end, Gateway gateway) {
        List<Call> calls = new ArrayList<>();
        while (System.nanoTime() < end) {
            long sent = System.nanoTime();
            int status = gateway.get("/", "X-API-Key", "demands").statusCode();
            calls.add(new Call(sent, System.nanoTime(), status));
        }
        return calls;
    }

    private static double seconds(LongStream from, LongStream to) {
        return (double) (to.max().orElseThrow() - from.min().orElseThrow()) / TimeUnit.SECONDS.toNanos(1);
    }

    private record Call(long sent, long answered, int status) {}
}

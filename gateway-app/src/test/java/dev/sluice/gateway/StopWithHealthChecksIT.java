package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that stops while its checks run: nobody is declared dead by that, and nobody is waited for. */
class StopWithHealthChecksIT {

    /** Half of the thirty seconds that requests in flight are given: what takes longer has been held up. */
    private static final int HELD_UP_SECONDS = 15;

    private static final int BACKENDS = 20;

    @AutoClose
    private final BalancerLog log = new BalancerLog();

    @ParameterizedTest
    @ValueSource(strings = {"path=/", "enabled=true"})
    void checksThatAreUnderWayAreForgotten(String check) {
        List<Backend> backends =
                Stream.generate(() -> Backend.saying("ok")).limit(BACKENDS).toList();
        Gateway gateway = gateway(backends.stream().map(Backend::uri).toList(), check, "interval=10ms", "fall=1");
        assertThat(gateway.get("/").body()).isEqualTo("ok");

        stop(gateway);

        assertThat(log.lines()).isEmpty();
        backends.forEach(Backend::close);
    }

    @Test
    void aCheckThatHangsHoldsNothingUp() {
        try (Backend silent = Backend.silent();
                FaultProxy proxy = FaultProxy.before(silent.uri())) {
            Gateway gateway = gateway(List.of(proxy.uri()), "path=/", "timeout=10m", "interval=10m");
            await().until(() -> silent.requests() == 1);

            stop(gateway);

            assertThat(log.lines()).isEmpty();
            await().until(() -> proxy.stillOpen() == 0);
        }
    }

    private static void stop(Gateway gateway) {
        CompletableFuture.runAsync(gateway::close)
                .orTimeout(HELD_UP_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Gateway gateway(List<String> instances, String... settings) {
        return Gateway.with(
                log.fromTheStart(),
                Gateway.service(
                        "backends",
                        instances,
                        Stream.of(settings)
                                .map("sluice.load-balancer.health-check."::concat)
                                .toArray(String[]::new)));
    }
}

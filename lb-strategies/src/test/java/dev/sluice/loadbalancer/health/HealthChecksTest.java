package dev.sluice.loadbalancer.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.Outcome;
import dev.sluice.loadbalancer.pool.Instances;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.Settings;
import dev.sluice.loadbalancer.pool.State;
import dev.sluice.loadbalancer.pool.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;
import reactor.core.publisher.Mono;

class HealthChecksTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Mono<Void> REFUSED = Mono.error(() -> new IOException("refused"));

    private final VirtualTime time = new VirtualTime();
    private final Map<Integer, Mono<Void>> answers = new HashMap<>();
    private final List<String> checked = new ArrayList<>();
    private final HealthChecks checks =
            new HealthChecks(this::check, new HealthCheckSettings(INTERVAL, TIMEOUT), time.time(), () -> 0.5);
    private final Pool pool = new Pool("backends", Settings.usual().toPool(), time.time(), List.of(checks));

    @Test
    void whoeverJoinsIsCheckedAtOnceAndFromThenOn() {
        join(1, 2);
        assertThat(checked).containsExactly("1 at 0", "2 at 0");

        time.pass(Duration.ofSeconds(3));
        join(1, 2, 3);
        time.pass(Duration.ofSeconds(2));
        assertThat(checked).containsExactly("1 at 0", "2 at 0", "3 at 3000", "1 at 5000", "2 at 5000");
    }

    @Test
    void thePoolLearnsWhatIsFound() {
        answers.put(1, REFUSED);
        join(1, 2);
        assertThat(state(1)).isEqualTo(State.DOWN);
        assertThat(pool.backend("localhost:1").orElseThrow().reason()).isEqualTo("refused");
        assertThat(state(2)).isEqualTo(State.UP);

        answers.put(1, Mono.empty());
        time.pass(INTERVAL);
        assertThat(state(1)).isEqualTo(State.UP);
    }

    @Test
    void oneThatHangsDelaysNoOther() {
        join(1, 2);
        answers.put(1, Mono.never());
        time.pass(INTERVAL);
        time.pass(INTERVAL);
        time.pass(TIMEOUT);

        assertThat(state(1)).isEqualTo(State.DOWN);
        assertThat(pool.backend("localhost:1").orElseThrow().reason()).isEqualTo("no answer within 2000ms");
        assertThat(checked)
                .containsExactlyInAnyOrder("1 at 0", "2 at 0", "1 at 5000", "2 at 5000", "1 at 10000", "2 at 10000");
    }

    @Test
    void aFirstCheckThatHasFailedIsSoonDoubted() {
        answers.put(1, Mono.never());
        join(1);
        answers.put(1, Mono.empty());
        time.pass(TIMEOUT);

        assertThat(checked).containsExactly("1 at 0", "1 at 2000");
        assertThat(state(1)).isEqualTo(State.UP);
    }

    @Test
    void oneThatIsReallyDeadIsCheckedAsUsualFromTheSecondCheckOn() {
        answers.put(1, REFUSED);
        join(1);
        time.pass(INTERVAL.multipliedBy(2));

        assertThat(checked).containsExactly("1 at 0", "1 at 500", "1 at 5500");
    }

    @Test
    void whoeverLeavesIsNotChecked() {
        answers.put(1, Mono.never());
        join(1, 2);
        join(2);
        time.pass(INTERVAL);
        assertThat(checked).containsExactly("1 at 0", "2 at 0", "2 at 5000");

        join();
        time.pass(INTERVAL);
        assertThat(checked).hasSize(3);
    }

    @Test
    void oneOnWhichARequestHasFailedIsCheckedSooner() {
        join(1, 2);
        time.pass(Duration.ofSeconds(1));
        pool.choose().orElseThrow().permit().close(Outcome.failed("reset"));
        time.now();

        assertThat(checked).containsExactly("1 at 0", "2 at 0", "1 at 1000");
    }

    @Test
    void aFailureOnOneThatHasLeftIsNoReasonToCheckIt() {
        join(1);
        var chosen = pool.choose().orElseThrow();
        join();
        chosen.permit().close(Outcome.failed("reset"));
        time.pass(INTERVAL);

        assertThat(checked).containsExactly("1 at 0");
    }

    @Test
    void aProbeThatThrowsHasFailed() {
        HealthChecks throwing = new HealthChecks(
                any -> {
                    throw new IllegalStateException("no probe");
                },
                new HealthCheckSettings(INTERVAL, TIMEOUT),
                time.time(),
                () -> 0.5);
        Pool other = new Pool("others", Settings.usual().toPool(), time.time(), List.of(throwing));
        other.replace(Instances.all(1));
        time.now();

        assertThat(other.backend("localhost:1").orElseThrow().reason()).isEqualTo("no probe");
    }

    private void join(int... ports) {
        pool.replace(Instances.all(ports));
        time.now();
    }

    private State state(int port) {
        return pool.backend("localhost:" + port).orElseThrow().state();
    }

    private Mono<Void> check(ServiceInstance instance) {
        checked.add(instance.getPort() + " at " + time.millis());
        return answers.getOrDefault(instance.getPort(), Mono.empty());
    }
}

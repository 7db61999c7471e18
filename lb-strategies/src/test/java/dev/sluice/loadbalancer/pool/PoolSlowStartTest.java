package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.Outcome;
import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolSlowStartTest {

    private static final Duration RAMP = Duration.ofSeconds(10);
    private static final Duration STEP = RAMP.dividedBy(SlowStart.STEPS);
    private static final Random CHANCE = new Random(4);

    /** So many that chance is within a few percent. */
    private static final int CHOICES = 22_000;

    private final TestPool test = new TestPool(Settings.usual().with(RAMP), 1, 2);

    static List<Named<Supplier<LoadBalancingStrategy>>> strategies() {
        return List.of(
                Named.of("round-robin", LoadBalancingStrategy::roundRobin),
                Named.of("random", () -> LoadBalancingStrategy.random(CHANCE::nextInt)),
                Named.of("least-connections", LoadBalancingStrategy::leastConnections));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void theShareOfOneThatIsBackGrowsInTenSteps(Supplier<LoadBalancingStrategy> strategy) {
        TestPool pool = new TestPool(Settings.usual().with(strategy).with(RAMP), 1, 2);
        pool.failsCheck(1);
        pool.passesCheck(1);

        for (int step = 1; step <= SlowStart.STEPS; step++) {
            assertThat(share(pool.choose(CHOICES))).isCloseTo(step / (10.0 + step), within());
            pool.pass(STEP);
        }
    }

    /** Both are drawn each time where there are two, so that their weights show in what they have in flight. */
    @Test
    void withTwoChoicesItHoldsItsShareOfWhatIsInFlight() {
        TestPool pool = new TestPool(
                Settings.usual()
                        .with(() -> LoadBalancingStrategy.powerOfTwoChoices(CHANCE::nextInt))
                        .with(RAMP),
                1,
                2);
        pool.failsCheck(1);
        pool.passesCheck(1);
        IntStream.range(0, 1_100).forEach(i -> pool.pool.choose());

        assertThat(pool.inFlight(1)).isBetween(99, 101);
    }

    @Test
    void nobodyStartsSlowlyAtTheBegin() {
        assertThat(share(test.choose(100))).isEqualTo(0.5);
        assertThat(test.time.scheduled()).isZero();
    }

    @Test
    void aloneItHasAll() {
        test.failsCheck(1);
        test.failsCheck(2);
        test.passesCheck(1);

        assertThat(test.choose(10)).containsOnly(1);
    }

    @Test
    void oneThatComesBackOnceMoreStartsAnew() {
        test.failsCheck(1);
        test.passesCheck(1);
        test.pass(STEP.multipliedBy(8));
        test.failsCheck(1);
        test.passesCheck(1);
        test.pass(STEP.multipliedBy(2));

        assertThat(share(test.choose(13_000))).isCloseTo(3.0 / 13, within());
        test.pass(STEP.multipliedBy(7));
        assertThat(share(test.choose(1_000))).isEqualTo(0.5);
    }

    @Test
    void oneThatHasItsWholeShareNeedsNoTimer() {
        test.failsCheck(1);
        test.passesCheck(1);
        test.pass(RAMP);
        long scheduled = test.time.scheduled();
        test.pass(RAMP);

        assertThat(scheduled).isEqualTo(SlowStart.STEPS - 1);
        assertThat(test.time.scheduled()).isEqualTo(scheduled);
    }

    @Test
    void whatIsLeftOfItsFirstStartIsGivenUp() {
        test.failsCheck(1);
        test.passesCheck(1);
        test.pass(STEP.multipliedBy(2));
        test.failsCheck(1);
        test.passesCheck(1);
        test.pass(RAMP);

        assertThat(test.time.scheduled()).isEqualTo(3 + SlowStart.STEPS - 1);
    }

    @Test
    void oneThatIsEjectedOrDrainedComesBackSlowlyToo() {
        test.end(1, 3, TestPool.RESET);
        test.pass(Settings.PAUSE);
        assertThat(share(test.choose(1_100))).isCloseTo(1.0 / 11, within());

        test.pool.drain(test.backend(2), true);
        test.pass(RAMP);
        test.pool.drain(test.backend(2), false);
        assertThat(share(test.choose(1_100))).isCloseTo(10.0 / 11, within());
    }

    @Test
    void weightsAndStepsMultiply() {
        test.pool.replace(List.of(Instances.weighing(1, "3"), Instances.weighing(2, "2")));
        test.failsCheck(1);
        test.passesCheck(1);
        test.pass(STEP.multipliedBy(4));

        assertThat(share(test.choose(3_500))).isCloseTo(15.0 / 35, within());
    }

    @Test
    void oneThatLeavesLeavesNoTimerBehind() {
        test.failsCheck(1);
        test.passesCheck(1);
        assertThat(test.time.scheduled()).isEqualTo(1);
        test.pool.replace(Instances.all(2));
        test.pass(RAMP);

        assertThat(test.time.scheduled()).isEqualTo(1);
    }

    /** Two that are well take turns, whatever share a third has at the time. */
    @Test
    void theRotationGoesOnWhereItWasWhenSharesChange() {
        TestPool three = new TestPool(Settings.usual().with(RAMP), 1, 2, 3);
        three.failsCheck(3);
        three.passesCheck(3);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            chosen.add(three.request(Outcome.ANSWERED));
            three.pass(STEP.dividedBy(2));
        }
        three.choose(1);

        List<Integer> healthy = chosen.stream().filter(port -> port != 3).toList();
        assertThat(IntStream.range(1, healthy.size()).filter(i -> healthy.get(i).equals(healthy.get(i - 1))))
                .as("%s", chosen)
                .isEmpty();
    }

    private static double share(List<Integer> chosen) {
        return (double) chosen.stream().filter(port -> port == 1).count() / chosen.size();
    }

    private static Offset<Double> within() {
        return Offset.offset(0.015);
    }
}

package dev.sluice.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class OutagesTest {

    private static final Duration MIN = Duration.ofSeconds(5);
    private static final Duration MAX = Duration.ofSeconds(14);

    @Test
    void aPhaseBeginsWhenTheOneBeforeItIsOver() {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        List<Duration> lengths = new ArrayList<>();
        List<Long> beginnings = new ArrayList<>();
        outages(1, clock).phases().take(5).subscribe(length -> {
            lengths.add(length);
            beginnings.add(clock.now(TimeUnit.MILLISECONDS));
        });

        clock.advanceTimeBy(Duration.ofMinutes(2));

        assertThat(lengths).hasSize(5);
        for (int i = 1; i < lengths.size(); i++) {
            assertThat(beginnings.get(i) - beginnings.get(i - 1))
                    .isEqualTo(lengths.get(i - 1).toMillis());
        }
    }

    @Test
    void lengthsAreUniformBetweenTheBounds() {
        List<Duration> lengths = lengths(7, 10_000);

        assertThat(lengths).allSatisfy(length -> assertThat(length).isBetween(MIN, MAX));
        // Four standard errors of the mean of 10,000 numbers that are uniform over 9 s: 4 * 9,000 / sqrt(12 * 10,000) =
        // 104 ms.
        assertThat(lengths.stream().mapToLong(Duration::toMillis).average().orElseThrow())
                .isCloseTo(9_500, within(104.0));
    }

    @Test
    void theSeedDecides() {
        assertThat(lengths(7, 100)).isEqualTo(lengths(7, 100)).isNotEqualTo(lengths(8, 100));
    }

    @Test
    void boundsThatAreNoneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoProperties.Outages(true, Duration.ZERO, MAX, null))
                .withMessage("sluice.demo.outages.min must be longer than 0s, not 0s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DemoProperties.Outages(true, MIN, Duration.ofMillis(4_999), null))
                .withMessage("sluice.demo.outages.max must be at least as long as min, 5s, not 4999ms");
    }

    private static List<Duration> lengths(long seed, int number) {
        VirtualTimeScheduler clock = VirtualTimeScheduler.create();
        List<Duration> lengths = new ArrayList<>();
        outages(seed, clock).phases().take(number).subscribe(lengths::add);
        clock.advanceTimeBy(MAX.multipliedBy(number));
        return lengths;
    }

    private static Outages outages(long seed, VirtualTimeScheduler clock) {
        return new Outages(new DemoProperties.Outages(true, MIN, MAX, seed), new SplittableRandom(seed), clock);
    }
}

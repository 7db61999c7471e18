package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlowStartTest {

    @ParameterizedTest(name = "after {0} ms: {1} of 10")
    @CsvSource({
        "0, 1",
        "999, 1",
        "1000, 2",
        "1999, 2",
        "2000, 3",
        "3000, 4",
        "4000, 5",
        "5000, 6",
        "6000, 7",
        "7000, 8",
        "8000, 9",
        "8999, 9",
        "9000, 10",
        "10000, 10",
        "100000000, 10",
    })
    void theShareGrowsInTenEqualSteps(long millis, int step) {
        SlowStart ramp = new SlowStart(77, Duration.ofSeconds(10));

        assertThat(ramp.step(77 + Duration.ofMillis(millis).toNanos())).isEqualTo(step);
    }

    @Test
    void theClockMayOverflow() {
        SlowStart ramp = new SlowStart(Long.MAX_VALUE - 10, Duration.ofSeconds(10));

        assertThat(ramp.step(Long.MAX_VALUE - 10 + Duration.ofSeconds(5).toNanos()))
                .isEqualTo(6);
    }

    /** Also where the length is no multiple of ten nanoseconds. */
    @ParameterizedTest(name = "{0} ns")
    @ValueSource(longs = {10_000_000_000L, 1_000_000_007L, 333_333_333L})
    void isOverAfterTenStepsAtTheLatest(long nanos) {
        SlowStart ramp = new SlowStart(0, Duration.ofNanos(nanos));

        assertThat(ramp.isOver(ramp.stepLength().toNanos() * 8)).isFalse();
        assertThat(ramp.isOver(ramp.stepLength().toNanos() * 10)).isTrue();
    }
}

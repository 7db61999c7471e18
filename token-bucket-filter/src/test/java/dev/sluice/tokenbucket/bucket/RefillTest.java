package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefillTest {

    private static final long END_OF_TIME = 1L << 59;

    /** Up to here the wait is reckoned in floating point, and then put right. */
    private static final long LONG_WAIT = 1L << 50;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void unitsTakeTheFirstNanosecondsThatBringThem(long seed) {
        RandomLimits limits = new RandomLimits(new Random(seed));
        int shortWaits = 0;
        int longWaits = 0;
        for (int i = 0; i < 50_000; i++) {
            Refill refill = limits.next().refill();
            long units = limits.logUniform(refill.capacity);
            long nanos = refill.nanosFor(units);
            if (nanos < END_OF_TIME) {
                shortWaits += nanos < LONG_WAIT ? 1 : 0;
                longWaits += nanos < LONG_WAIT ? 0 : 1;
                assertThat(refill.counter(nanos))
                        .as("%s, %s units", refill.limit, units)
                        .isGreaterThanOrEqualTo(units);
                assertThat(refill.counter(nanos - 1))
                        .as("%s, %s units", refill.limit, units)
                        .isLessThan(units);
            }
        }
        assertThat(shortWaits).isGreaterThan(10_000);
        assertThat(longWaits).isGreaterThan(1_000);
    }

    @Test
    void nothingTakesNoTime() {
        assertThat(Limit.of(3, 7).refill().nanosFor(0)).isZero();
    }
}

package dev.sluice.tokenbucket.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MonotonicClockTest {

    @Test
    void theSystemsClockCountsFromItsOwnBeginningAndNeverRunsBack() {
        MonotonicClock clock = MonotonicClock.system();
        long before = clock.nanos();
        long after = clock.nanos();

        assertThat(before).isNotNegative().isLessThan(Duration.ofMinutes(1).toNanos());
        assertThat(after).isGreaterThanOrEqualTo(before);
    }
}

package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillTest {

    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // capacity, rate, tokens, elapsed, nanotokens
        "10,         1,          4,  PT2S,                 6000000000",
        "10,         1,          4,  PT0.5S,               4500000000",
        "10,         1,          4,  PT0.000000001S,       4000000001",
        "10,         1,          4,  PT1H,                10000000000",
        "10,         1,          4,  PT-1H,                4000000000",
        "10,         0.000001,   0,  PT0.000999999S,                0",
        "10,         0.000001,   0,  PT0.001S,                      1",
        "10,         0.333333333,0,  PT3S,                  999999999",
        "1000000000, 1000000000, 0,  PT0.000000001S,       1000000000",
        "1000000000, 1000000000, 0,  PT2600000H, 1000000000000000000",
    })
    void theRefillIsAddedRoundedDownAndUpToTheCapacity(
            long capacity, BigDecimal rate, long tokens, Duration elapsed, long nanotokens) {
        Fill fill = Fill.of(Level.ofTokens(tokens), NOON);

        assertThat(fill.levelAt(NOON.plus(elapsed), Limit.of(capacity, rate))).isEqualTo(new Level(nanotokens));
    }

    @Test
    void aLevelAboveTheCapacityIsClamped() {
        Fill fill = Fill.of(Level.ofTokens(10), NOON);

        assertThat(fill.levelAt(NOON, Limit.of(4, 1))).isEqualTo(Level.ofTokens(4));
    }

    @Test
    void itIsDatedToTheNextMicrosecond() {
        assertThat(Fill.of(new Level(0), NOON).at()).isEqualTo(NOON);
        assertThat(Fill.of(new Level(0), NOON.plusNanos(1)).at()).isEqualTo(NOON.plusNanos(1000));
        assertThat(Fill.of(new Level(0), NOON.plusNanos(1000)).at()).isEqualTo(NOON.plusNanos(1000));
    }

    @Test
    void aFullFillIsFullAtAnyTime() {
        Limit limit = Limit.of(7, Limit.MIN_RATE);

        assertThat(Fill.full(limit).levelAt(Instant.EPOCH, limit)).isEqualTo(Level.ofTokens(7));
    }
}

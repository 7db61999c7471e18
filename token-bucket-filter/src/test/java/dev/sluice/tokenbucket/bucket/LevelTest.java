package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelTest {

    @Test
    void countsOnlyWholeTokens() {
        assertThat(new Level(2_999_999_999L).tokens()).isEqualTo(2);
        assertThat(new Level(999_999_999).tokens()).isZero();
    }

    @Test
    void holdsTheLargestCapacity() {
        assertThat(Level.ofTokens(Limit.MAX_CAPACITY).tokens()).isEqualTo(Limit.MAX_CAPACITY);
    }
}

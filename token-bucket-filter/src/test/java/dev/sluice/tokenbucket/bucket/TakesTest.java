package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The judge of the law, judged by hand. */
class TakesTest {

    private static final Limit ONE_PER_NANO = Limit.of(10, 1_000_000_000);

    private final Takes takes = new Takes();

    @Test
    void aBurstIsAWindowOfNoLength() {
        takes.add(100, 4);
        takes.add(100, 3);

        assertThat(takes.worstExcess(ONE_PER_NANO)).isEqualTo(ExactBucket.tokens(7));
    }

    @Test
    void theWorstWindowMayLieInTheMiddle() {
        takes.add(0, 1);
        takes.add(50, 5);
        takes.add(52, 5);
        takes.add(90, 1);

        assertThat(takes.worstExcess(ONE_PER_NANO)).isEqualTo(ExactBucket.tokens(8));
    }

    @Test
    void theOrderOfRecordingDoesNotMatter() {
        takes.add(52, 5);
        takes.add(50, 5);

        assertThat(takes.worstExcess(ONE_PER_NANO)).isEqualTo(ExactBucket.tokens(8));
    }
}

package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LateReadingTest {

    @Test
    void aLateReadingOfTheClockNeverShowsLessThanNothing() {
        TokenBucket bucket = TokenBucket.full(Limit.of(1, 1000));
        bucket.tryTake(1, 10_000_000);

        assertThat(bucket.tryTake(1, 0).tokens()).isZero();
    }

    @Test
    void aClosedBucketShowsNothing() {
        TokenBucket bucket = TokenBucket.full(Limit.of(1, 1000));
        bucket.close(0);

        assertThat(bucket.tryTake(1, 0).tokens()).isZero();
    }
}

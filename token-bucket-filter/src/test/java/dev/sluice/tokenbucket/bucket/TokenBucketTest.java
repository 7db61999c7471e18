package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final Limit TEN_PER_SECOND = Limit.of(100, 10);
    private static final long SECOND = 1_000_000_000;
    private static final long SEVENTEEN_YEARS = Duration.ofDays(17 * 365).toNanos();

    private final TokenBucket bucket = TokenBucket.full(TEN_PER_SECOND);

    @Test
    void onlyAFullBucketIsClosedIfFull() {
        TokenBucket bucket = TokenBucket.full(Limit.of(2, 1));
        assertThat(bucket.tryTake(1, 0).admitted()).isTrue();

        assertThat(bucket.isFull(999_999_999)).isFalse();
        assertThat(bucket.closeIfFull(999_999_999)).isFalse();
        assertThat(bucket.closed()).isFalse();
        assertThat(bucket.isFull(1_000_000_000)).isTrue();
        assertThat(bucket.closeIfFull(1_000_000_000)).isTrue();
        assertThat(bucket.closed()).isTrue();
        assertThat(bucket.closeIfFull(1_000_000_000)).isFalse();
        assertThat(bucket.tryTake(1, 2_000_000_000).admitted()).isFalse();
    }

    @Test
    void startsFull() {
        assertThat(bucket.level(0)).isEqualTo(Level.ofTokens(100));
        assertThat(bucket.tryTake(100, 0).admitted()).isTrue();
    }

    @Test
    void takesWhatARequestCosts() {
        assertThat(bucket.tryTake(30, 0).admitted()).isTrue();
        assertThat(bucket.level(0)).isEqualTo(Level.ofTokens(70));
    }

    @Test
    void refusalTakesNothing() {
        bucket.tryTake(95, 0);

        assertThat(bucket.tryTake(6, 0).admitted()).isFalse();
        assertThat(bucket.level(0)).isEqualTo(Level.ofTokens(5));
        assertThat(bucket.tryTake(5, 0).admitted()).isTrue();
    }

    @Test
    void refillsContinuously() {
        bucket.tryTake(100, 0);

        assertThat(bucket.level(1)).isEqualTo(new Level(10));
        assertThat(bucket.tryTake(1, SECOND / 10 - 1).admitted()).isFalse();
        assertThat(bucket.tryTake(1, SECOND / 10).admitted()).isTrue();
    }

    @Test
    void neverHoldsMoreThanItsCapacity() {
        bucket.tryTake(1, 0);

        assertThat(bucket.level(SECOND)).isEqualTo(Level.ofTokens(100));
        assertThat(bucket.level(SEVENTEEN_YEARS)).isEqualTo(Level.ofTokens(100));
        assertThat(bucket.tryTake(101, SEVENTEEN_YEARS).admitted()).isFalse();
        assertThat(bucket.tryTake(100, SEVENTEEN_YEARS).admitted()).isTrue();
        assertThat(bucket.tryTake(1, SEVENTEEN_YEARS).admitted()).isFalse();
    }

    @Test
    void aReadingOfTheClockThatIsLateFindsNoMoreThanTheOthersLeft() {
        bucket.tryTake(100, SECOND);
        bucket.tryTake(10, 2 * SECOND);

        assertThat(bucket.level(0)).isEqualTo(Level.ofTokens(0));
        assertThat(bucket.tryTake(1, 0).admitted()).isFalse();
        assertThat(bucket.tryTake(1, 2 * SECOND).admitted()).isFalse();
    }

    @Test
    void aCostAboveTheCapacityIsRefusedWhateverItIs() {
        assertThat(bucket.tryTake(101, 0).admitted()).isFalse();
        assertThat(bucket.tryTake(Limit.MAX_CAPACITY, 0).admitted()).isFalse();
        assertThat(bucket.tryTake(Long.MAX_VALUE, 0).admitted()).isFalse();
        assertThat(bucket.level(0)).isEqualTo(Level.ofTokens(100));
    }

    @Test
    void holdsTheLevelItIsOpenedWith() {
        TokenBucket opened = TokenBucket.holding(new Level(41_500_000_000L), TEN_PER_SECOND, 5 * SECOND);

        assertThat(opened.level(5 * SECOND)).isEqualTo(new Level(41_500_000_000L));
        assertThat(opened.tryTake(42, 5 * SECOND).admitted()).isFalse();
        assertThat(opened.tryTake(42, 5 * SECOND + SECOND / 20).admitted()).isTrue();
    }

    @Test
    void holdsItsCapacityIfItIsOpenedWithMore() {
        TokenBucket opened = TokenBucket.holding(Level.ofTokens(Limit.MAX_CAPACITY), TEN_PER_SECOND, SECOND);

        assertThat(opened.level(SECOND)).isEqualTo(Level.ofTokens(100));
        assertThat(opened.level(2 * SECOND)).isEqualTo(Level.ofTokens(100));
    }

    @Test
    void holdsNothingIfItIsOpenedWithNothing() {
        TokenBucket opened = TokenBucket.holding(Level.ofTokens(0), TEN_PER_SECOND, SECOND);

        assertThat(opened.tryTake(1, SECOND).admitted()).isFalse();
        assertThat(opened.level(2 * SECOND)).isEqualTo(Level.ofTokens(10));
    }

    @Test
    void aClosedBucketRefusesForGood() {
        bucket.close(0);

        assertThat(bucket.closed()).isTrue();
        assertThat(bucket.tryTake(1, 0).admitted()).isFalse();
        assertThat(bucket.tryTake(1, SEVENTEEN_YEARS).admitted()).isFalse();
        assertThat(bucket.level(SEVENTEEN_YEARS)).isEqualTo(Level.ofTokens(0));
    }

    @Test
    void closingAnswersWhatWasLeftAndOnlyOnce() {
        bucket.tryTake(40, 0);

        assertThat(bucket.closed()).isFalse();
        assertThat(bucket.close(SECOND)).isEqualTo(Level.ofTokens(70));
        assertThat(bucket.close(SECOND)).isEqualTo(Level.ofTokens(0));
        assertThat(bucket.close(SEVENTEEN_YEARS)).isEqualTo(Level.ofTokens(0));
    }

    @Test
    void theReadingAtWhichItWouldBeFullOpensTheSameBucketAgain() {
        bucket.tryTake(40, SECOND);
        TokenBucket again = TokenBucket.fullAt(bucket.closeAndGetFullAt(), TEN_PER_SECOND);

        assertThat(bucket.closed()).isTrue();
        assertThat(again.level(SECOND)).isEqualTo(Level.ofTokens(60));
        assertThat(again.level(3 * SECOND)).isEqualTo(Level.ofTokens(80));
    }

    @Test
    void keepsItsLimit() {
        bucket.close(0);

        assertThat(bucket.limit()).isEqualTo(TEN_PER_SECOND);
    }

    @Test
    void theLargestBucketAtTheSlowestRateGivesATokenInElevenDays() {
        Limit limit = Limit.of(Limit.MAX_CAPACITY, Limit.MIN_RATE);
        TokenBucket slowest = TokenBucket.full(limit);
        long aToken = 1_000_000 * SECOND;

        assertThat(slowest.tryTake(Limit.MAX_CAPACITY, 0).admitted()).isTrue();
        assertThat(slowest.tryTake(1, aToken - SECOND).admitted()).isFalse();
        assertThat(slowest.tryTake(1, aToken + SECOND).admitted()).isTrue();
        assertThat(slowest.level(SEVENTEEN_YEARS).tokens()).isEqualTo(SEVENTEEN_YEARS / aToken - 1);
    }

    @Test
    void theLargestBucketAtTheFastestRateGivesATokenANanosecond() {
        Limit limit = Limit.of(Limit.MAX_CAPACITY, Limit.MAX_RATE);
        TokenBucket fastest = TokenBucket.full(limit);

        assertThat(fastest.tryTake(Limit.MAX_CAPACITY, SEVENTEEN_YEARS).admitted())
                .isTrue();
        assertThat(fastest.tryTake(1, SEVENTEEN_YEARS).admitted()).isFalse();
        assertThat(fastest.tryTake(1, SEVENTEEN_YEARS + 1).admitted()).isTrue();
        assertThat(fastest.tryTake(2, SEVENTEEN_YEARS + 2).admitted()).isFalse();
        assertThat(fastest.level(SEVENTEEN_YEARS + SECOND)).isEqualTo(Level.ofTokens(Limit.MAX_CAPACITY - 1));
    }

    @Test
    void theSmallestBucketAtTheFastestRateGivesATokenANanosecondAndNoMore() {
        TokenBucket bucketOfOne = TokenBucket.full(Limit.of(1, Limit.MAX_RATE));

        for (long now = 0; now < 1_000; now++) {
            assertThat(bucketOfOne.tryTake(1, now).admitted()).isTrue();
            assertThat(bucketOfOne.tryTake(1, now).admitted()).isFalse();
        }
    }

    @Test
    void aChangeFromTheSlowestLimitToTheFastestAndBackKeepsTheTokens() {
        Limit slowest = Limit.of(Limit.MAX_CAPACITY, Limit.MIN_RATE);
        Limit fastest = Limit.of(Limit.MAX_CAPACITY, Limit.MAX_RATE);
        TokenBucket slow = TokenBucket.full(slowest);
        slow.tryTake(999_999_000, SEVENTEEN_YEARS);

        TokenBucket fast = TokenBucket.holding(slow.close(SEVENTEEN_YEARS), fastest, SEVENTEEN_YEARS);
        assertThat(fast.level(SEVENTEEN_YEARS).tokens()).isBetween(999L, 1_000L);

        TokenBucket slowAgain = TokenBucket.holding(fast.close(SEVENTEEN_YEARS), slowest, SEVENTEEN_YEARS);
        assertThat(slowAgain.level(SEVENTEEN_YEARS).tokens()).isBetween(998L, 1_000L);
    }
}

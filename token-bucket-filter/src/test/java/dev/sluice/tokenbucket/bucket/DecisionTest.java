package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

    private static final long SECOND = 1_000_000_000;
    private static final Limit TEN_PER_SECOND = Limit.of(100, 10);

    @Test
    void tellsTheWholeTokensThatAreLeft() {
        TokenBucket bucket = TokenBucket.full(TEN_PER_SECOND);

        assertThat(bucket.tryTake(1, 0).tokens()).isEqualTo(99);
        assertThat(bucket.tryTake(99, SECOND / 20).tokens()).isZero();
        assertThat(bucket.tryTake(1, SECOND / 20).tokens()).isZero();
        assertThat(bucket.tryTake(11, SECOND).tokens()).isEqualTo(10);
    }

    @Test
    void tellsWhenTheBucketIsFull() {
        TokenBucket bucket = TokenBucket.full(TEN_PER_SECOND);

        assertThat(bucket.tryTake(101, 0).secondsUntilFull()).isZero();
        assertThat(bucket.tryTake(1, 0).secondsUntilFull()).isEqualTo(1);
        assertThat(bucket.tryTake(9, 0).secondsUntilFull()).isEqualTo(1);
        assertThat(bucket.tryTake(1, 0).secondsUntilFull()).isEqualTo(2);
        assertThat(bucket.tryTake(89, 0).secondsUntilFull()).isEqualTo(10);
    }

    @Test
    void tellsWhenToRetry() {
        TokenBucket bucket = TokenBucket.full(TEN_PER_SECOND);
        bucket.tryTake(100, 0);

        assertThat(bucket.tryTake(1, 0).retryAfterSeconds()).hasValue(1);
        assertThat(bucket.tryTake(10, 0).retryAfterSeconds()).hasValue(1);
        assertThat(bucket.tryTake(11, 0).retryAfterSeconds()).hasValue(2);
        assertThat(bucket.tryTake(100, 0).retryAfterSeconds()).hasValue(10);
    }

    @Test
    void neverTellsToRetryAtOnce() {
        assertThat(TokenBucket.full(TEN_PER_SECOND).tryTake(1, 0).retryAfterSeconds())
                .hasValue(1);
    }

    @Test
    void aCostAboveTheCapacityIsNeverWorthARetry() {
        TokenBucket bucket = TokenBucket.full(TEN_PER_SECOND);

        assertThat(bucket.tryTake(101, 0).retryAfterSeconds()).isEmpty();
        assertThat(bucket.tryTake(Long.MAX_VALUE, 0).retryAfterSeconds()).isEmpty();
    }

    @Test
    void aWaitOfDecadesIsToldToTheSecond() {
        TokenBucket bucket = TokenBucket.full(Limit.of(2_000, Limit.MIN_RATE));
        bucket.tryTake(2_000, 0);

        assertThat(bucket.tryTake(2_000, 0).retryAfterSeconds()).hasValue(2_000_000_000L);
    }

    @Test
    void aWaitOfMoreThan292YearsIsToldAsThat() {
        TokenBucket bucket = TokenBucket.full(Limit.of(Limit.MAX_CAPACITY, Limit.MIN_RATE));
        Decision emptied = bucket.tryTake(Limit.MAX_CAPACITY, 0);

        assertThat(emptied.secondsUntilFull()).isEqualTo(Long.MAX_VALUE / SECOND + 1);
    }

    @Test
    void namesTheLimitThatDecided() {
        assertThat(TokenBucket.full(TEN_PER_SECOND).tryTake(1, 0).limit()).isEqualTo(TEN_PER_SECOND);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whoWaitsAsLongAsToldPasses(long seed) {
        Random random = new Random(seed);
        int told = 0;
        for (int i = 0; i < 20_000; i++) {
            Scene scene = new Scene(random);
            Decision refusal = scene.bucket.tryTake(scene.cost, scene.now);
            long later = scene.after(refusal.retryAfterSeconds().orElseThrow());
            if (!refusal.admitted() && later < Scene.END_OF_TIME) {
                told++;
                if (scene.exact()) {
                    assertThat(scene.bucket.tryTake(scene.cost, later - SECOND).admitted())
                            .as(() -> "a second early, seed " + seed + ", " + scene)
                            .isFalse();
                }
                assertThat(scene.bucket.tryTake(scene.cost, later).admitted())
                        .as(() -> "in time, seed " + seed + ", " + scene)
                        .isTrue();
            }
        }
        assertThat(told).isGreaterThan(2_000);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theBucketIsFullWhenItWasToldToBe(long seed) {
        Random random = new Random(seed);
        int told = 0;
        for (int i = 0; i < 20_000; i++) {
            Scene scene = new Scene(random);
            Decision decision = scene.bucket.tryTake(scene.cost, scene.now);
            long later = scene.after(decision.secondsUntilFull());
            if (later < Scene.END_OF_TIME) {
                told++;
                Level full = Level.ofTokens(scene.bucket.limit().capacity());
                assertThat(scene.bucket.level(later))
                        .as(() -> "in time, seed " + seed + ", " + scene)
                        .isEqualTo(full);
                if (scene.exact() && later > scene.now) {
                    assertThat(scene.bucket.level(later - SECOND))
                            .as(() -> "a second early, seed " + seed + ", " + scene)
                            .isNotEqualTo(full);
                }
            }
        }
        assertThat(told).isGreaterThan(2_000);
    }

    /** A bucket of any limit that holds anything, asked for anything that it could hold. */
    private static final class Scene {

        private static final long END_OF_TIME = 1L << 59;

        private final TokenBucket bucket;
        private final long now;
        private final long cost;

        Scene(Random random) {
            RandomLimits limits = new RandomLimits(random);
            Limit limit = limits.next();
            long nanotokens = (long) (random.nextDouble() * 1e9 * limit.capacity());
            this.now = limits.logUniform(END_OF_TIME >> 1);
            this.bucket = TokenBucket.holding(new Level(nanotokens), limit, now);
            this.cost = limits.logUniform(limit.capacity());
        }

        /** Beyond the end of time where that many seconds cannot be counted. */
        long after(long seconds) {
            return seconds < END_OF_TIME / SECOND ? now + seconds * SECOND : END_OF_TIME;
        }

        boolean exact() {
            return bucket.limit().refill().cutOff == 0;
        }

        @Override
        public String toString() {
            return bucket.limit() + ", at " + now + " ns, cost " + cost + ", level " + bucket.level(now);
        }
    }
}

package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.Crowd;
import java.math.BigDecimal;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads, one bucket, and a clock that stands still: every token is taken once. */
class TokenBucketConcurrencyTest {

    private static final int CROWD = 64;
    private static final long CAPACITY = 100_000;
    private static final long NOW = 1_234_567_890;

    @ParameterizedTest(name = "{0}/s")
    @ValueSource(strings = {"3", "10", "12.5", "1000", "0.001", "1000000000"})
    void aCrowdTakesExactlyTheCapacity(BigDecimal rate) {
        TokenBucket bucket = TokenBucket.full(Limit.of(CAPACITY, rate));

        assertThat(Crowd.sum(CROWD, () -> takenFrom(bucket, NOW))).isEqualTo(CAPACITY);
    }

    /** Where a nanosecond does not bring whole units, the last token of a burst is there within the nanosecond. */
    @ParameterizedTest(name = "{0}/s")
    @ValueSource(strings = {"7", "0.333333333", "999.999999999"})
    void aCrowdTakesExactlyTheCapacityWithinANanosecond(BigDecimal rate) {
        TokenBucket bucket = TokenBucket.full(Limit.of(CAPACITY, rate));

        long atOnce = Crowd.sum(CROWD, () -> takenFrom(bucket, NOW));
        long aNanosecondLater = Crowd.sum(CROWD, () -> takenFrom(bucket, NOW + 1));

        assertThat(atOnce).isBetween(CAPACITY - 1, CAPACITY);
        assertThat(atOnce + aNanosecondLater).isEqualTo(CAPACITY);
    }

    @RepeatedTest(5)
    void tokensOutliveEveryChangeOfLimitWhileTheyAreTaken() {
        Succession succession = new Succession();
        long taken = Crowd.run(CROWD, i -> () -> i == 0 ? succession.changeOften() : succession.takeOften()).stream()
                .mapToLong(Long::longValue)
                .sum();

        assertThat(taken).isEqualTo((CROWD - 1) * Succession.SHARE);
        assertThat(taken + succession.heir.level(NOW).tokens()).isEqualTo(CAPACITY);
    }

    @RepeatedTest(5)
    void ofManyThatCloseABucketOneGetsWhatIsLeft() {
        TokenBucket bucket = TokenBucket.full(Limit.of(CAPACITY, 10));
        long found =
                Crowd.run(
                                CROWD,
                                i -> () -> i % 2 == 0
                                        ? takenFrom(bucket, NOW)
                                        : bucket.close(NOW).tokens())
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum();

        assertThat(found).isEqualTo(CAPACITY);
    }

    private static long takenFrom(TokenBucket bucket, long now) {
        long taken = 0;
        while (bucket.tryTake(1, now).admitted()) {
            taken++;
        }
        return taken;
    }

    /** One bucket after another, each opened at the level that the last was closed at. */
    private static final class Succession {

        private static final int CHANGES = 5_000;
        private static final long SHARE = CAPACITY / CROWD;

        private volatile TokenBucket heir = TokenBucket.full(Limit.of(CAPACITY, 10));

        /** A closed bucket has a successor, which decides. */
        long takeOften() {
            long taken = 0;
            for (long i = 0; i < SHARE; i++) {
                while (!heir.tryTake(1, NOW).admitted()) {
                    Thread.onSpinWait();
                }
                taken++;
            }
            return taken;
        }

        long changeOften() {
            for (int i = 0; i < CHANGES; i++) {
                Limit limit = Limit.of(CAPACITY + i, i % 2 == 0 ? 3 : 1000);
                heir = TokenBucket.holding(heir.close(NOW), limit, NOW);
            }
            return 0;
        }
    }
}

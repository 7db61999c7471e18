package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.Crowd;
import java.math.BigInteger;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In any interval of length T, at most capacity + rate * T tokens are taken. */
class TokenBucketLawTest {

    private static final int TAKES = 5_000;
    private static final int FEWEST = 50;
    private static final int THREADS = 4;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void holdsInEveryWindow(long seed) {
        Demand demand = new Demand(seed);
        Takes takes = demand.admittedBy(TokenBucket.full(demand.limit), new AtomicLong());

        assertLawful(takes, demand.limit, seed);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110})
    void holdsInEveryWindowForThreadsThatReadTheClockLate(long seed) {
        Limit limit = new Demand(seed).limit;
        TokenBucket bucket = TokenBucket.full(limit);
        AtomicLong clock = new AtomicLong();
        Takes takes = Takes.merged(Crowd.run(
                THREADS, i -> () -> new Demand(limit, seed * THREADS + i).admittedBy(bucket, clock)));

        assertLawful(takes, limit, seed);
    }

    private static void assertLawful(Takes takes, Limit limit, long seed) {
        BigInteger capacity = ExactBucket.tokens(limit.capacity());
        assertThat(takes.size()).as("takes of %s, seed %d", limit, seed).isGreaterThan(FEWEST);
        assertThat(takes.worstExcess(limit))
                .as("worst window of %s, seed %d", limit, seed)
                .isLessThanOrEqualTo(capacity)
                .isGreaterThan(capacity.shiftRight(1));
    }

    /** Wants about three times what flows, in bursts. */
    private static final class Demand {

        /** All the threads together stay below 2^59 ns. */
        private static final double LONGEST_GAP = 1L << 44;

        private final Random random;
        private final RandomLimits limits;
        private final Limit limit;

        Demand(long seed) {
            this.random = new Random(seed);
            this.limits = new RandomLimits(random);
            this.limit = limits.next();
        }

        Demand(Limit limit, long seed) {
            this.random = new Random(seed);
            this.limits = new RandomLimits(random);
            this.limit = limit;
        }

        Takes admittedBy(TokenBucket bucket, AtomicLong clock) {
            Takes takes = new Takes();
            ExactBucket measure = new ExactBucket(limit);
            measure.take(limit.capacity());
            for (int i = 0; i < TAKES; i++) {
                long cost = limits.logUniform(limit.capacity());
                double gap = measure.nanosUntil(cost).doubleValue() / 3;
                long now = clock.addAndGet((long) Math.min(LONGEST_GAP, gap * 2 * random.nextDouble()));
                if (bucket.tryTake(cost, now).admitted()) {
                    takes.add(now, cost);
                }
            }
            return takes;
        }
    }
}

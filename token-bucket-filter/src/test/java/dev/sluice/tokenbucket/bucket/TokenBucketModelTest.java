package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks a bucket and the exact one side by side through takes, waits and changes of the limit. */
class TokenBucketModelTest {

    private static final int STEPS = 100_000;

    /** The law: what is admitted is there. And its reverse: what is there is admitted, up to the rounding. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void admitsWhatTheExactBucketAdmits(long seed) {
        Walk walk = new Walk(seed);
        for (int step = 0; step < STEPS; step++) {
            walk.step();
        }
        assertThat(walk.admitted).as("admitted, seed %d", seed).isGreaterThan(STEPS / 10);
        assertThat(walk.refused).as("refused, seed %d", seed).isGreaterThan(STEPS / 10);
        assertThat(walk.refusedForANanosecond)
                .as("refused for want of a nanosecond where nothing is rounded, seed %d", seed)
                .isGreaterThan(STEPS / 1_000);
    }

    private static final class Walk {

        private static final long END_OF_TIME = 1L << 59;

        private final long seed;
        private final Random random;
        private final RandomLimits limits;
        private final Lateness lateness = new Lateness();
        private final ExactBucket exact;

        private TokenBucket bucket;
        private long now;
        private int admitted;
        private int refused;
        private int refusedForANanosecond;

        Walk(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.limits = new RandomLimits(random);
            Limit limit = limits.next();
            this.bucket = TokenBucket.full(limit);
            this.exact = new ExactBucket(limit);
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0 -> now += pause();
                case 1 -> take(cost());
                case 2 -> take(Long.MAX_VALUE >>> random.nextInt(Long.SIZE - 1));
                case 3 -> {
                    if (random.nextInt(20) == 0) {
                        change();
                    }
                }
                default -> takeAboutWhenItIsThere(cost());
            }
        }

        /** Never more than half of the time that is left, mostly far less. */
        private long pause() {
            long most = (END_OF_TIME - now) >> (random.nextInt(10_000) == 0 ? 1 : 10);
            return random.nextInt(4) == 0 ? random.nextInt(3) : limits.logUniform(most);
        }

        private long cost() {
            return limits.logUniform(bucket.limit().capacity());
        }

        /** At the very nanosecond in which the exact bucket has the tokens, or one before, or one after. */
        private void takeAboutWhenItIsThere(long cost) {
            exact.levelAt(now);
            BigInteger wait = exact.nanosUntil(cost).add(BigInteger.valueOf(random.nextInt(3) - 1));
            if (wait.signum() >= 0 && wait.compareTo(BigInteger.valueOf((END_OF_TIME - now) >> 10)) <= 0) {
                now += wait.longValueExact();
            }
            take(cost);
        }

        private void take(long cost) {
            BigInteger there = exact.levelAt(now);
            BigInteger wanted = ExactBucket.tokens(cost);
            if (full()) {
                lateness.full(bucket.limit());
            }
            Decision decision = bucket.tryTake(cost, now);
            if (decision.admitted()) {
                assertThat(there).as(() -> "taken: " + story(cost)).isGreaterThanOrEqualTo(wanted);
                exact.take(cost);
                admitted++;
            } else {
                assertThat(there).as(() -> "refused: " + story(cost)).isLessThan(wanted.add(lateness.bound()));
                refused++;
                refusedForANanosecond += refusedForANanosecond(there, wanted) ? 1 : 0;
            }
            checkLevel(decision);
        }

        private boolean refusedForANanosecond(BigInteger there, BigInteger wanted) {
            return lateness.bound().signum() == 0
                    && there.add(ExactBucket.flow(bucket.limit(), 1)).compareTo(wanted) >= 0;
        }

        private void checkLevel(Decision decision) {
            BigInteger there = exact.levelAt(now);
            BigInteger level = nanotokens(bucket.level(now));
            assertThat(level).as(() -> "level: " + story(0)).isLessThanOrEqualTo(there);
            assertThat(level.add(BigInteger.TEN.pow(9)))
                    .as(() -> "level: " + story(0))
                    .isGreaterThan(there.subtract(lateness.bound()));
            assertThat(decision.tokens())
                    .as(() -> "tokens left: " + story(0))
                    .isBetween(
                            bucket.level(now).tokens(),
                            there.divide(ExactBucket.TOKEN).longValueExact());
        }

        private void change() {
            Limit limit = limits.next();
            exact.levelAt(now);
            bucket = TokenBucket.holding(bucket.close(now), limit, now);
            exact.change(limit);
            lateness.changed(limit);
        }

        private boolean full() {
            return bucket.level(now).equals(Level.ofTokens(bucket.limit().capacity()));
        }

        private static BigInteger nanotokens(Level level) {
            return BigInteger.valueOf(level.nanotokens()).multiply(BigInteger.TEN.pow(9));
        }

        private String story(long cost) {
            return "seed " + seed + ", after " + admitted + " admitted and " + refused + " refused, limit "
                    + bucket.limit() + ", at " + now + " ns, cost " + cost + ", lateness " + lateness.bound();
        }
    }
}

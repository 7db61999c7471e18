package dev.sluice.tokenbucket.bucket;

import java.math.BigInteger;

/**
 * The token bucket of the textbook, in exact integers.
 *
 * <p>It counts in billionths of a billionth of a token: a nanosecond then brings exactly as many of them as the rate has
 * billionths of a token per second, and nothing is ever rounded.
 */
final class ExactBucket {

    static final BigInteger TOKEN = BigInteger.TEN.pow(18);

    private Limit limit;
    private BigInteger level;
    private long now;

    ExactBucket(Limit limit) {
        this.limit = limit;
        this.level = tokens(limit.capacity());
    }

    static BigInteger tokens(long tokens) {
        return TOKEN.multiply(BigInteger.valueOf(tokens));
    }

    /** What flows in so many nanoseconds. */
    static BigInteger flow(Limit limit, long nanos) {
        return BigInteger.valueOf(limit.nanotokensPerSecond()).multiply(BigInteger.valueOf(nanos));
    }

    BigInteger levelAt(long time) {
        level = level.add(flow(limit, time - now)).min(tokens(limit.capacity()));
        now = time;
        return level;
    }

    void take(long cost) {
        level = level.subtract(tokens(cost));
    }

    void change(Limit newLimit) {
        limit = newLimit;
        level = level.min(tokens(newLimit.capacity()));
    }

    /** The nanoseconds, rounded up, until {@code cost} tokens are there, if the bucket can hold them. */
    BigInteger nanosUntil(long cost) {
        BigInteger rate = BigInteger.valueOf(limit.nanotokensPerSecond());
        BigInteger missing = tokens(cost).subtract(level).max(BigInteger.ZERO);
        return missing.add(rate).subtract(BigInteger.ONE).divide(rate);
    }
}

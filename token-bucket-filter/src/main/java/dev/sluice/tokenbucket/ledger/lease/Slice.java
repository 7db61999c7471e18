package dev.sluice.tokenbucket.ledger.lease;

import java.math.BigInteger;

/**
 * A part of a bucket: itself a bucket, with a capacity, a rate and tokens of its own.
 *
 * <p>Buckets that are parts of one, taken together, never let more pass than the one: slices may be split and joined at will, as
 * long as each token, and each bit of capacity and rate, is in one of them only.
 *
 * @param capacity millionths of a token that it may hold, from 0 to 10^15
 * @param rate millionths of a token per second that flow into it, from 0 to 10^15
 * @param tokens millionths of a token that it holds, from 0 to its capacity
 */
public record Slice(long capacity, long rate, long tokens) {

    /** No part at all. */
    public static final Slice NOTHING = new Slice(0, 0, 0);

    /** Millionths of a token in a token. */
    public static final long TOKEN = 1_000_000;

    /** Checks that nothing is less than none, and that the tokens have room. */
    public Slice {
        if (tokens < 0 || tokens > capacity || rate < 0) {
            throw new IllegalArgumentException(
                    "no slice: " + tokens + " tokens of " + capacity + ", " + rate + " per second");
        }
    }

    /** Both together. */
    public Slice plus(Slice other) {
        return new Slice(capacity + other.capacity, rate + other.rate, tokens + other.tokens);
    }

    /** The same part of a bucket that has become smaller: all parts together then fit it, whoever learns of it when. */
    Slice shrunk(Terms from, Terms to) {
        long less = scaled(capacity, to.capacity(), from.capacity());
        return new Slice(less, scaled(rate, to.rate(), from.rate()), Math.min(tokens, less));
    }

    private static long scaled(long value, long to, long from) {
        return to >= from
                ? value
                : BigInteger.valueOf(value)
                        .multiply(BigInteger.valueOf(to))
                        .divide(BigInteger.valueOf(from))
                        .longValueExact();
    }

    /** What is left without a part of it. */
    public Slice minus(Slice part) {
        return new Slice(capacity - part.capacity, rate - part.rate, tokens - part.tokens);
    }
}

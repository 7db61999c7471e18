package dev.sluice.tokenbucket.bucket;

import java.math.BigInteger;

/**
 * A limit in the integer units that its buckets count in, and the counter that time advances.
 *
 * <p>A <em>unit</em> is a fraction of a token, chosen for each limit so fine that one nanosecond refills up to four of
 * them, and {@link #counter} is the number of units that have flowed since the clock's origin. Every bucket of the limit
 * is then a single number, the count at which it is full: a token costs a whole number of units, so spending never rounds,
 * and reading the counter rounds down by less than a unit, so nothing accumulates.
 *
 * <p>Where a nanosecond is worth 1, 2 or 3 units exactly, as for 3, 5, 12.5, 60 or 1000 tokens a second, nothing is
 * rounded at all. Elsewhere a bucket that has been full is late by less than two units until it is full again: at most a
 * nanosecond, or 2^-60 of the time in which it fills. It is never early, so that a full bucket may hold its last token back
 * from a request that comes in the very nanosecond of the first.
 */
final class Refill {

    /** Bits after the binary point of {@link #unitsPerNano}: the rate is below 4 units, so 61 bits leave the sign clear. */
    private static final int FRACTION_BITS = 61;

    private static final double UNIT = 0x1p61;

    /** Nanoseconds, 13 days of them, that floating point tells to within one. */
    private static final double EXACT = 0x1p50;

    /** {@link Math#multiplyHigh} drops 64 bits; the time is shifted by what it drops too much. */
    private static final int TIME_SHIFT = Long.SIZE - FRACTION_BITS;

    /** The most units that a nanosecond may bring, exclusive: a clock then counts 2^59 ns, 18 years, below 2^61 units. */
    private static final long MAX_UNITS_PER_NANO = 4;

    /** The most units that a bucket may hold, so that counter and bucket together stay below 2^63. */
    private static final long MAX_UNITS = 1L << 61;

    private static final BigInteger NANOTOKENS_PER_TOKEN = BigInteger.valueOf(1_000_000_000);

    /** Nanotokens a second divided by this are tokens a nanosecond. */
    private static final BigInteger NANOSECOND = BigInteger.TEN.pow(18);

    final Limit limit;
    final long unitsPerToken;
    final long capacity;

    /** 1 where reading the counter may have cut off a part of a unit, else 0. */
    final long cutOff;

    /** The units that a nanosecond brings, with {@link #FRACTION_BITS} bits after the binary point. */
    private final long unitsPerNano;

    Refill(Limit limit) {
        BigInteger rate = BigInteger.valueOf(limit.nanotokensPerSecond());
        BigInteger exactUnitsPerToken = NANOSECOND.divide(rate.gcd(NANOSECOND));
        BigInteger mostByRate = NANOSECOND
                .multiply(BigInteger.valueOf(MAX_UNITS_PER_NANO))
                .subtract(BigInteger.ONE)
                .divide(rate);
        BigInteger most = mostByRate.min(BigInteger.valueOf(MAX_UNITS / limit.capacity()));
        boolean exact = exactUnitsPerToken.compareTo(most) <= 0;
        BigInteger perToken = exact ? exactUnitsPerToken : most;

        this.limit = limit;
        this.unitsPerToken = perToken.longValueExact();
        this.capacity = unitsPerToken * limit.capacity();
        this.cutOff = exact ? 0 : 1;
        this.unitsPerNano = rate.multiply(perToken)
                .shiftLeft(FRACTION_BITS)
                .divide(NANOSECOND)
                .longValueExact();
    }

    /** The whole units that have flowed by {@code now}, a time from 0 to 2^59 nanoseconds. */
    long counter(long now) {
        return Math.multiplyHigh(now << TIME_SHIFT, unitsPerNano);
    }

    /** The nanoseconds, rounded up, that bring {@code units}; {@link Long#MAX_VALUE} stands for 292 years or more. */
    long nanosFor(long units) {
        double about = units * UNIT / unitsPerNano;
        return about < EXACT ? firstWith(units, Math.max(0, (long) about - 1)) : exactNanosFor(units);
    }

    /** The first nanosecond, from one on that is at most two before it, at which so many units have flowed. */
    private long firstWith(long units, long from) {
        long nanos = from;
        while (counter(nanos) < units) {
            nanos++;
        }
        return nanos;
    }

    private long exactNanosFor(long units) {
        BigInteger perNano = BigInteger.valueOf(unitsPerNano);
        BigInteger nanos = BigInteger.valueOf(units)
                .shiftLeft(FRACTION_BITS)
                .add(perNano.subtract(BigInteger.ONE))
                .divide(perNano);
        return nanos.bitLength() < Long.SIZE ? nanos.longValue() : Long.MAX_VALUE;
    }

    /** A number of units as a level, rounded down. */
    Level level(long units) {
        return new Level(scaled(units, NANOTOKENS_PER_TOKEN, BigInteger.valueOf(unitsPerToken)));
    }

    /** A level in units, rounded down and at most the capacity. */
    long units(Level level) {
        return level.tokens() >= limit.capacity()
                ? capacity
                : scaled(level.nanotokens(), BigInteger.valueOf(unitsPerToken), NANOTOKENS_PER_TOKEN);
    }

    private static long scaled(long value, BigInteger numerator, BigInteger denominator) {
        return BigInteger.valueOf(value).multiply(numerator).divide(denominator).longValueExact();
    }
}

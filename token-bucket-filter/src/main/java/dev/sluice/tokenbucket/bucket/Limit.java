package dev.sluice.tokenbucket.bucket;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a bucket may hold and how fast it refills: whole tokens, and tokens per second exact to nine decimals. */
public final class Limit {

    /** The largest capacity, in tokens. */
    public static final long MAX_CAPACITY = 1_000_000_000;

    /** {@link #MIN_RATE} for annotations, which take constants only. */
    public static final String MIN_RATE_TEXT = "0.000001";

    /** {@link #MAX_RATE} for annotations. */
    public static final String MAX_RATE_TEXT = "1000000000";

    /** The smallest rate in tokens per second: one token in about eleven and a half days. */
    public static final BigDecimal MIN_RATE = new BigDecimal(MIN_RATE_TEXT);

    /** The largest rate in tokens per second: one token per nanosecond. */
    public static final BigDecimal MAX_RATE = new BigDecimal(MAX_RATE_TEXT);

    /** Decimals of a rate that count; what is finer is cut off, never rounded up. */
    private static final int RATE_DECIMALS = 9;

    private static final long NANOTOKENS_PER_TOKEN = 1_000_000_000;
    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000);

    private final long capacity;
    private final long nanotokensPerSecond;
    private final Refill refill;

    private Limit(long capacity, long nanotokensPerSecond) {
        this.capacity = capacity;
        this.nanotokensPerSecond = nanotokensPerSecond;
        this.refill = new Refill(this);
    }

    /**
     * A limit with its rate in tokens per second, exact to nine decimals.
     *
     * @throws IllegalArgumentException if the capacity is not from 1 to 10^9 or the rate not from 10^-6 to 10^9
     */
    public static Limit of(long capacity, BigDecimal ratePerSec) {
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("capacity must be from 1 to " + MAX_CAPACITY + ", not " + capacity);
        }
        if (ratePerSec.compareTo(MIN_RATE) < 0 || ratePerSec.compareTo(MAX_RATE) > 0) {
            throw new IllegalArgumentException(
                    "rate must be from " + MIN_RATE + " to " + MAX_RATE + " tokens per second, not " + ratePerSec);
        }
        return new Limit(capacity, nanotokens(ratePerSec));
    }

    /** A limit with a whole rate in tokens per second. */
    public static Limit of(long capacity, long ratePerSec) {
        return of(capacity, BigDecimal.valueOf(ratePerSec));
    }

    /** The whole tokens that a full bucket holds, from 1 to {@value #MAX_CAPACITY}. */
    public long capacity() {
        return capacity;
    }

    /** The rate in tokens per second, from 10^-6 to 10^9, without trailing zeros. */
    public BigDecimal ratePerSec() {
        BigDecimal rate = BigDecimal.valueOf(nanotokensPerSecond, RATE_DECIMALS).stripTrailingZeros();
        return rate.scale() < 0 ? rate.setScale(0) : rate;
    }

    /** The whole seconds, rounded up, in which an empty bucket fills. */
    public long secondsToFill() {
        return (capacity * NANOTOKENS_PER_TOKEN + nanotokensPerSecond - 1) / nanotokensPerSecond;
    }

    /** What a bucket that held {@code level} holds after {@code elapsed}, rounded down; time that runs backwards brings nothing. */
    public Level refilled(Level level, Duration elapsed) {
        BigInteger brought = BigInteger.valueOf(elapsed.isNegative() ? 0 : elapsed.getSeconds())
                .multiply(NANOS_PER_SECOND)
                .add(BigInteger.valueOf(elapsed.isNegative() ? 0 : elapsed.getNano()))
                .multiply(BigInteger.valueOf(nanotokensPerSecond))
                .divide(NANOS_PER_SECOND);
        BigInteger full = BigInteger.valueOf(capacity * NANOTOKENS_PER_TOKEN);
        return new Level(
                BigInteger.valueOf(level.nanotokens()).add(brought).min(full).longValueExact());
    }

    /** The rate in billionths of a token per second. */
    long nanotokensPerSecond() {
        return nanotokensPerSecond;
    }

    Refill refill() {
        return refill;
    }

    /**
     * How long it takes until a bucket at this level holds enough, if nobody spends: zero if it does; empty if that is more than it can
     * hold.
     */
    public Optional<Duration> timeUntil(long tokens, Level level) {
        if (tokens > capacity) {
            return Optional.empty();
        }
        long missing = tokens * refill.unitsPerToken - refill.units(level);
        return Optional.of(Duration.ofNanos(refill.nanosFor(Math.max(0, missing))));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Limit that
                && capacity == that.capacity
                && nanotokensPerSecond == that.nanotokensPerSecond;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(capacity) * 31 + Long.hashCode(nanotokensPerSecond);
    }

    @Override
    public String toString() {
        return capacity + " tokens, " + ratePerSec() + " per second";
    }

    private static long nanotokens(BigDecimal tokens) {
        return tokens.setScale(RATE_DECIMALS, RoundingMode.DOWN).unscaledValue().longValueExact();
    }
}

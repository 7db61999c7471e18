package dev.sluice.tokenbucket.bucket;

import java.util.OptionalLong;

/**
 * What a bucket says to a request, and what it holds after saying so.
 *
 * <p>Kept in the bucket's own units; tokens and seconds are worked out only when somebody asks.
 */
public final class Decision {

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final boolean admitted;
    private final Refill refill;
    private final long cost;
    private final long units;

    Decision(boolean admitted, Refill refill, long cost, long units) {
        this.admitted = admitted;
        this.refill = refill;
        this.cost = cost;
        this.units = units;
    }

    /**
     * A decision that was made elsewhere.
     *
     * @param cost the tokens that the request wanted, at least 1
     * @param left what the bucket holds after it
     */
    public static Decision of(boolean admitted, Limit limit, long cost, Level left) {
        Refill refill = limit.refill();
        return new Decision(admitted, refill, cost, refill.units(left));
    }

    /** Whether the tokens were there and were taken. */
    public boolean admitted() {
        return admitted;
    }

    /** The limit that decided. */
    public Limit limit() {
        return refill.limit;
    }

    /** The whole tokens that are left. */
    public long tokens() {
        return Math.max(0, units) / refill.unitsPerToken;
    }

    /** The whole seconds, rounded up, until the bucket is full again; 0 if it is. */
    public long secondsUntilFull() {
        return secondsUntil(refill.capacity);
    }

    /**
     * The whole seconds, at least 1, after which the same request passes if nobody else spends; empty if it never can,
     * because it costs more than the bucket holds.
     */
    public OptionalLong retryAfterSeconds() {
        return cost > refill.limit.capacity()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, secondsUntil(cost * refill.unitsPerToken)));
    }

    private long secondsUntil(long wanted) {
        long nanos = refill.nanosFor(Math.max(0, wanted - units));
        return nanos / NANOS_PER_SECOND + (nanos % NANOS_PER_SECOND == 0 ? 0 : 1);
    }
}

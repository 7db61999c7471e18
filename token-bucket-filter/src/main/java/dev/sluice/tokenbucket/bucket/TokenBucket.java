package dev.sluice.tokenbucket.bucket;

import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * A token bucket that any number of threads may use without a lock.
 *
 * <p>It refills continuously, holds at most its capacity, and a request of cost k passes if and only if k tokens are
 * there, taking them in the same atomic step. So in any interval of length T at most capacity + rate * T tokens are
 * taken. The state is one number, the reading of the refill counter at which the bucket is full again: to spend is to
 * push it into the future, and a refusal writes nothing. (The virtual scheduling form of the leaky bucket, ITU-T I.371,
 * with the counter in place of the clock.)
 *
 * <p>A bucket keeps its limit for life. To change a limit, {@link #close} the bucket and open another at the level it
 * had: a closed bucket is an empty one that never refills, so a late taker takes nothing from it and can look for the
 * successor.
 *
 * <p>Times are nanoseconds of one monotonic clock, counted from an origin of its own, from 0 to 2^59 (18 years). A caller
 * whose reading is older than another's finds no more than the other left.
 */
public final class TokenBucket {

    private static final AtomicLongFieldUpdater<TokenBucket> FULL_AT =
            AtomicLongFieldUpdater.newUpdater(TokenBucket.class, "fullAt");

    /**
     * How long a thread that lost the exchange stands back: as short as the system can. The winner keeps the cache line
     * meanwhile, and both get on faster than by wresting it from each other (Dice, Hendler and Mirsky, "Lightweight
     * Contention Management for Efficient Compare-and-Swap Operations", 2013).
     */
    private static final long STAND_BACK_NANOS = 1;

    /** A reading that the counter never reaches. */
    private static final long CLOSED = Long.MAX_VALUE;

    private final Refill refill;
    private volatile long fullAt;

    private TokenBucket(Refill refill, long fullAt) {
        this.refill = refill;
        this.fullAt = fullAt;
    }

    /** A full bucket. */
    public static TokenBucket full(Limit limit) {
        return new TokenBucket(limit.refill(), 0);
    }

    /** A bucket that holds {@code level}, or its capacity if that is less. */
    public static TokenBucket holding(Level level, Limit limit, long now) {
        Refill refill = limit.refill();
        long missing = refill.capacity - refill.units(level);
        return new TokenBucket(refill, missing == 0 ? 0 : refill.counter(now) + refill.cutOff + missing);
    }

    /** A bucket that is full again when the counter of its limit reads {@code fullAt}. */
    public static TokenBucket fullAt(long fullAt, Limit limit) {
        return new TokenBucket(limit.refill(), fullAt);
    }

    /**
     * Takes {@code cost} tokens, at least 1, if they are there.
     *
     * <p>Any cost above the capacity has the same price, one token more than there can be, so that no product overflows.
     */
    public Decision tryTake(long cost, long now) {
        long counter = refill.counter(now);
        long price = Math.min(cost, refill.limit.capacity() + 1) * refill.unitsPerToken;
        while (true) {
            long seen = fullAt;
            long missing = Math.max(seen, counter) - counter;
            boolean enough = missing <= refill.capacity - price;
            long next = Math.max(seen, counter + refill.cutOff) + price;
            if (!enough || FULL_AT.compareAndSet(this, seen, next)) {
                return new Decision(enough, refill, cost, refill.capacity - missing - (enough ? price : 0));
            }
            LockSupport.parkNanos(STAND_BACK_NANOS);
        }
    }

    /** What the bucket holds; nothing once it is closed. */
    public Level level(long now) {
        return level(fullAt, now);
    }

    /** Closes the bucket for good and answers what it held; a second call answers that it holds nothing. */
    public Level close(long now) {
        return level(FULL_AT.getAndSet(this, CLOSED), now);
    }

    /** Closes the bucket for good if it is full, so that nothing is lost by forgetting it. */
    public boolean closeIfFull(long now) {
        long seen = fullAt;
        return seen <= refill.counter(now) && FULL_AT.compareAndSet(this, seen, CLOSED);
    }

    /** Whether nothing is missing. */
    public boolean isFull(long now) {
        return fullAt <= refill.counter(now);
    }

    /** Closes the bucket for good and answers the reading at which it would have been full. */
    public long closeAndGetFullAt() {
        return FULL_AT.getAndSet(this, CLOSED);
    }

    /** Whether the bucket was closed: then a refusal is none, and its successor decides. */
    public boolean closed() {
        return fullAt == CLOSED;
    }

    /** The limit, the same for the bucket's whole life. */
    public Limit limit() {
        return refill.limit;
    }

    private Level level(long fullAt, long now) {
        long counter = refill.counter(now);
        long missing = Math.max(fullAt, counter) - counter;
        return refill.level(Math.max(0, refill.capacity - missing));
    }
}

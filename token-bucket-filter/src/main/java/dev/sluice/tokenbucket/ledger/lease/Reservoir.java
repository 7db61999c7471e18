package dev.sluice.tokenbucket.ledger.lease;

/**
 * A slice in time: it fills at its rate, up to its capacity, and loses no part of a millionth between two readings.
 *
 * <p>All products stay below 2^53, since a bank in a language of doubles counts in the same way.
 */
final class Reservoir {

    private static final long MICROS_PER_SECOND = 1_000_000;

    private Slice slice = Slice.NOTHING;
    private long at;

    /** Millionths of a millionth of a token that have flowed and are not in {@link #slice} yet. */
    private long remainder;

    /** A reservoir of nothing. */
    Reservoir(long now) {
        this.at = now;
    }

    /** Lets flow in what has come since the last call, and answers how much that is; a reading of the past brings nothing. */
    long fill(long now) {
        long seconds = Math.max(0, now - at) / MICROS_PER_SECOND;
        long micros = Math.max(0, now - at) % MICROS_PER_SECOND;
        long missing = slice.capacity() - slice.tokens();
        at = Math.max(at, now);
        if (slice.rate() > 0 && seconds > missing / slice.rate()) {
            return add(missing, missing);
        }
        long fine = slice.rate() % MICROS_PER_SECOND * micros + remainder;
        remainder = fine % MICROS_PER_SECOND;
        return add(
                slice.rate() * seconds + slice.rate() / MICROS_PER_SECOND * micros + fine / MICROS_PER_SECOND, missing);
    }

    private long add(long flowed, long missing) {
        if (flowed >= missing) {
            remainder = 0;
        }
        long tokens = Math.min(flowed, missing);
        slice = new Slice(slice.capacity(), slice.rate(), slice.tokens() + tokens);
        return tokens;
    }

    /** Takes tokens if they are there. */
    boolean take(long tokens) {
        if (slice.tokens() < tokens) {
            return false;
        }
        slice = new Slice(slice.capacity(), slice.rate(), slice.tokens() - tokens);
        return true;
    }

    void join(Slice part) {
        slice = slice.plus(part);
    }

    void split(Slice part) {
        slice = slice.minus(part);
    }

    /** What it was at the last filling. */
    Slice slice() {
        return slice;
    }
}

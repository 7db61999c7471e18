package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.client.ClientKey;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What evicted buckets still owed, in a fixed size: for any key, at least the reading at which its bucket is full again.
 *
 * <p>A count-min sketch (Cormode and Muthukrishnan, 2005) of maxima: a key owns one cell in each row, a debt raises all of
 * them, and the least of them is remembered. Keys that share every cell with a debtor start with less than a full bucket;
 * nobody ever starts with more than is theirs.
 */
final class DebtSketch {

    private static final int ROWS = 4;
    private static final int MIN_WIDTH = 1 << 8;

    /** With it the sketch takes 2 GiB, whatever the bound on keys. */
    private static final int MAX_WIDTH = 1 << 26;

    /** The golden ratio in 64 bits, an odd multiplier that spreads consecutive numbers (Knuth, 6.4). */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int width;
    private final AtomicLongArray cells;
    private final long seed;

    /** A sketch with a cell for each of so many keys. */
    DebtSketch(long keys) {
        this(keys, ThreadLocalRandom.current().nextLong());
    }

    DebtSketch(long keys, long seed) {
        int wanted = (int) Math.min(Math.max(keys / ROWS, MIN_WIDTH), MAX_WIDTH);
        this.width = Integer.highestOneBit(wanted);
        this.cells = new AtomicLongArray(ROWS * width);
        this.seed = seed;
    }

    /** Remembers that the key's bucket is full again when the counter reads {@code fullAt}. */
    void add(ClientKey key, long fullAt) {
        for (int row = 0; row < ROWS; row++) {
            cells.accumulateAndGet(cell(key, row), fullAt, Math::max);
        }
    }

    /** A reading at which the key's bucket is full again, no less than what was last added for it; 0 if nothing was. */
    long get(ClientKey key) {
        long least = Long.MAX_VALUE;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, cells.get(cell(key, row)));
        }
        return least;
    }

    private int cell(ClientKey key, int row) {
        long hash = mixed(key.hashCode() + seed + row * GOLDEN);
        return row * width + (int) (hash & (width - 1));
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mixed(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}

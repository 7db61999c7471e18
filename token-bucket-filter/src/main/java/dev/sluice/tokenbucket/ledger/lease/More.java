package dev.sluice.tokenbucket.ledger.lease;

/**
 * What is welcome to who draws, besides what requests wait for.
 *
 * @param tokens how much at most, in millionths of a token
 * @param part which part of what the bank has left when nobody waits, in millionths
 */
record More(long tokens, long part) {

    private static final long ALL = Slice.TOKEN;

    /** Where tokens are scarce, what will be demanded until the next draw, in seconds, and half as much again. */
    private static final double UNTIL_NEXT = 1.5 * Holding.SPACING_MICROS / 1e6;

    /** Who has no share takes what will be demanded in so many seconds: longer would keep from others what may not be needed. */
    private static final double AHEAD = 0.4;

    /** Or such a part of what is left, where that is more: by chance, requests come in clusters. */
    private static final long CLUSTER = 5;

    /** Which part of what the bank has left is taken, by how many draws there were just now; the last takes all. */
    private static final long[] PARTS = {ALL / 8, ALL / 8, ALL / 4, ALL};

    /** Of a bucket of which nothing is known yet. */
    static More first(Terms terms) {
        return new More(terms.capacity(), PARTS[0]);
    }

    /**
     * By what the bank has told.
     *
     * @param kept what is held on to
     */
    static More of(Pool pool, Wanted wanted, Pace.Turn turn, Share share, Slice kept) {
        if (pool.isScarce()) {
            return new More((long) (wanted.perSecond() * UNTIL_NEXT), ALL);
        }
        return share.equals(Share.NONE) ? withoutShare(pool, wanted, turn, kept) : withShare(pool, turn, share, kept);
    }

    /**
     * Nothing will flow in before the next draw. As long as there can be one soon, half of what is left stays for others; who has no draw
     * left for a while takes what is needed until then, and one more.
     */
    private static More withoutShare(Pool pool, Wanted wanted, Pace.Turn turn, Slice kept) {
        double seconds = Math.max(AHEAD, turn.pause());
        long demand = (long) (wanted.perSecond() * seconds) + (turn.isLast() ? wanted.unit() : 0);
        long rest = Math.max(0, kept.tokens() - wanted.waiting());
        long tokens = Math.max(demand, pool.tokens() / CLUSTER) - rest;
        return new More(Math.max(0, tokens), turn.isLast() ? ALL : ALL / 2);
    }

    /**
     * Who draws for the first time in a while has enough with its share; who comes again so soon may need all that is there. Among others it may
     * take as much as each of them, and leave as much for whoever comes.
     */
    private static More withShare(Pool pool, Pace.Turn turn, Share share, Slice kept) {
        long tokens = turn.recent() == 0
                ? Math.max(0, share.capacity() - kept.tokens())
                : pool.terms().capacity();
        long part = PARTS[turn.recent()];
        return new More(tokens, pool.leases() > 1 ? Math.max(part, ALL / (pool.leases() + 1)) : part);
    }
}

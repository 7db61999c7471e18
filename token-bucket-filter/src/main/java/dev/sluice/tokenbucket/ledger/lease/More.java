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
    private static final double AHEAD_IF_SCARCE = 1.5 * Holding.SPACING_MICROS / 1e6;

    /** Who has no share takes what will be demanded in so many seconds: longer would keep from others what may not be needed. */
    private static final double AHEAD = 0.4;

    /** Or such a part of what is left, where that is more: by chance, requests come in clusters. */
    private static final long CLUSTER = 5;

    /**
     * Chance brings more than so many standard deviations above the average once in fifty times; of requests that come by chance one
     * deviation is the square root of their number.
     */
    private static final double DEVIATIONS = 2;

    /** Who knows of no others leaves most to them. */
    private static final long FIRST = ALL / 8;

    /** Of a bucket of which nothing is known yet. */
    static More first(Terms terms) {
        return new More(terms.capacity(), FIRST);
    }

    /**
     * By what the bank has told.
     *
     * @param kept what is held on to
     */
    static More of(Pool pool, Wanted wanted, Pace.Turn turn, Share share, Slice kept) {
        if (pool.isScarce()) {
            return new More((long) (wanted.perSecond() * AHEAD_IF_SCARCE), ALL);
        }
        if (share.equals(Share.NONE)) {
            return withoutShare(pool, wanted, turn, kept);
        }
        // Of so few tokens nobody can take more than he needs on average.
        return turn.isLast() && !pool.terms().isTiny(wanted.unit())
                ? untilNext(wanted, turn, share, kept)
                : withShare(pool, turn, share, kept);
    }

    /**
     * Nothing will flow in before the next draw. As long as there can be one soon, half of what is left stays for others; who has no draw
     * left for a while may take all, and one more.
     */
    private static More withoutShare(Pool pool, Wanted wanted, Pace.Turn turn, Slice kept) {
        long demand = (long) (wanted.perSecond() * AHEAD) + (turn.isLast() ? wanted.unit() : 0);
        long tokens = Math.max(demand, pool.tokens() / CLUSTER) - rest(wanted, kept);
        return new More(Math.max(0, tokens), turn.isLast() ? ALL : ALL / 2);
    }

    /** Who has no draw left for a while takes what chance may bring until then beyond what flows in, and one more. */
    private static More untilNext(Wanted wanted, Pace.Turn turn, Share share, Slice kept) {
        double demand = wanted.perSecond() * turn.pause();
        double deviation = Math.sqrt(demand * wanted.unit());
        long tokens = (long) (demand - share.rate() * turn.pause() + DEVIATIONS * deviation) + wanted.unit();
        return new More(Math.max(0, tokens - rest(wanted, kept)), ALL);
    }

    /**
     * Who draws for the first time in a while has enough with its share; who comes again so soon may need all that is there. Among others it may
     * take as much as each of them, and leave as much for whoever comes.
     */
    private static More withShare(Pool pool, Pace.Turn turn, Share share, Slice kept) {
        long tokens = turn.recent() == 0
                ? Math.max(0, share.capacity() - kept.tokens())
                : pool.terms().capacity();
        return new More(tokens, pool.leases() > 1 ? ALL / (pool.leases() + 1) : FIRST);
    }

    /** What is kept, without what requests wait for. */
    private static long rest(Wanted wanted, Slice kept) {
        return Math.max(0, kept.tokens() - wanted.waiting());
    }
}

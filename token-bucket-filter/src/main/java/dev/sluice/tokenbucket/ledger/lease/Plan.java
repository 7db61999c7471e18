package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a gateway keeps of its slice when it draws, and what it asks for.
 *
 * @param kept what it goes on spending from while the draw is under way
 * @param ask what it asks for
 * @param demand the demand that it tells the bank, in millionths of a token per second
 */
record Plan(Slice kept, Draw.Ask ask, long demand) {

    /** What flows in while a draw is under way finds room for so many seconds. */
    private static final double ROOM = 0.02;

    /** Where tokens are scarce, what will be demanded until the next draw, in seconds, and half as much again. */
    private static final double UNTIL_NEXT = 1.5 * Holding.SPACING_MICROS / 1e6;

    /** Who has no share keeps what is demanded until the lease has to be renewed, in seconds, twice. */
    private static final double KEPT = 2 * Holding.RENEW_MICROS / 1e6;

    /** Which part of what the bank has left is asked for, by how many draws there were just now; the last takes all. */
    private static final long[] PARTS = {Slice.TOKEN / 8, Slice.TOKEN / 8, Slice.TOKEN / 4, Slice.TOKEN};

    /**
     * A plan for a bucket of which nothing is known yet: what is waited for, and a part of the rest.
     *
     * @param waiting the millionths of a token that requests wait for
     * @param unit the millionths of a token that the most modest request takes
     */
    static Plan first(Terms terms, long waiting, long unit) {
        return new Plan(Slice.NOTHING, new Draw.Ask(0, 0, waiting, terms.capacity(), PARTS[0], unit), 0);
    }

    /** A plan for a request that comes alone: what it takes, so that nothing is left that would have to go back. */
    static Plan alone(long waiting, long unit) {
        return new Plan(Slice.NOTHING, new Draw.Ask(0, 0, waiting, 0, 0, unit), 0);
    }

    /**
     * A plan by what the bank has told.
     *
     * @param held what is held
     * @param wanted what is wanted of it
     * @param recent how many draws there were just now
     */
    static Plan next(Slice held, Pool pool, Wanted wanted, int recent) {
        // Who can't hold what a request takes has no use for a slice, and asks others for one only if it should have
        // all.
        if (held.capacity() + pool.capacity() < wanted.unit()) {
            long told = Share.isForOne(pool, held, wanted) ? wanted.perSecond() : 0;
            return new Plan(Slice.NOTHING, ask(pool, wanted, recent, Share.NONE, Slice.NOTHING), told);
        }
        Share share = Share.of(pool, held, wanted);
        long useful = share.equals(Share.NONE) ? (long) (wanted.perSecond() * KEPT) : share.capacity();
        long tokens = Math.min(held.tokens(), Math.max(wanted.waiting(), useful));
        long rate = Math.min(held.rate(), share.rate());
        long room = Math.max(rate == 0 ? 0 : wanted.unit(), (long) (rate * ROOM));
        long capacity = Math.min(held.capacity() - (held.tokens() - tokens), tokens + room);
        Slice kept = new Slice(capacity, rate, tokens);
        return new Plan(kept, ask(pool, wanted, recent, share, kept), wanted.perSecond());
    }

    private static Draw.Ask ask(Pool pool, Wanted wanted, int recent, Share share, Slice kept) {
        boolean scarce = pool.isScarce();
        return new Draw.Ask(
                Math.max(0, share.capacity() - kept.capacity()),
                Math.max(0, share.rate() - kept.rate()),
                Math.max(0, wanted.waiting() - kept.tokens()),
                scarce ? (long) (wanted.perSecond() * UNTIL_NEXT) : more(pool, recent, share, kept),
                scarce ? Slice.TOKEN : part(pool, recent, share),
                wanted.unit());
    }

    /** Who has a share among others may take as much as each of them, and leave as much for whoever comes. */
    private static long part(Pool pool, int recent, Share share) {
        boolean among = pool.leases() > 1 && !share.equals(Share.NONE);
        return among ? Math.max(PARTS[recent], Slice.TOKEN / (pool.leases() + 1)) : PARTS[recent];
    }

    /** Who draws for the first time in a while has enough with its share; who comes again so soon may need all that is there. */
    private static long more(Pool pool, int recent, Share share, Slice kept) {
        boolean enough = recent == 0 && !share.equals(Share.NONE);
        return enough
                ? Math.max(0, share.capacity() - kept.tokens())
                : pool.terms().capacity();
    }

    /** The same without a wish: first everybody's debts, then anybody's wishes. */
    Plan modest() {
        return new Plan(kept, new Draw.Ask(0, 0, 0, 0, 0, ask.unit()), demand);
    }
}

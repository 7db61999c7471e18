package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a gateway keeps of its slice when it draws, and what it asks for.
 *
 * @param kept what it goes on spending from while the draw is under way
 * @param ask what it asks for
 * @param demand the demand that it tells the bank, in millionths of a token per second
 */
record Plan(Slice kept, Draw.Ask ask, long demand) {

    /** What flows in while a draw is under way finds room for so many seconds: a few times what an answer takes as a rule. */
    private static final double ROOM = 0.02;

    /**
     * A plan for a bucket of which nothing is known yet: what is waited for, and a part of the rest.
     *
     * @param waiting the millionths of a token that requests wait for
     * @param unit the millionths of a token that the most modest request takes
     */
    static Plan first(Terms terms, long waiting, long unit) {
        More more = More.first(terms);
        return new Plan(Slice.NOTHING, new Draw.Ask(0, 0, waiting, more.tokens(), more.part(), unit), 0);
    }

    /** A plan for a moment: what is waited for, so that nothing is left that would have to go back. Who may be the first of many tells no demand. */
    static Plan momentary(Wanted wanted) {
        long demand = wanted.young() ? 0 : wanted.perSecond();
        return new Plan(Slice.NOTHING, new Draw.Ask(0, 0, wanted.waiting(), 0, 0, wanted.unit()), demand);
    }

    /**
     * A plan by what the bank has told.
     *
     * @param held what is held
     * @param wanted what is wanted of it
     * @param turn when it is drawn
     */
    static Plan next(Slice held, Pool pool, Wanted wanted, Pace.Turn turn) {
        // Who can't hold what a request takes has no use for a slice, and asks others for none.
        if (held.capacity() + pool.capacity() < wanted.unit()) {
            return new Plan(Slice.NOTHING, ask(pool, wanted, turn, Share.NONE, Slice.NOTHING), 0);
        }
        Share share = Share.of(pool, held, wanted);
        long tokens = Math.min(held.tokens(), Math.max(wanted.waiting(), share.capacity()));
        long rate = Math.min(held.rate(), share.rate());
        long capacity = Math.min(held.capacity() - (held.tokens() - tokens), tokens + (long) (rate * ROOM));
        Slice kept = new Slice(capacity, rate, tokens);
        return new Plan(kept, ask(pool, wanted, turn, share, kept), wanted.perSecond());
    }

    private static Draw.Ask ask(Pool pool, Wanted wanted, Pace.Turn turn, Share share, Slice kept) {
        More more = More.of(pool, wanted, turn, share, kept);
        return new Draw.Ask(
                Math.max(0, share.capacity() - kept.capacity()),
                Math.max(0, share.rate() - kept.rate()),
                Math.max(0, wanted.waiting() - kept.tokens()),
                more.tokens(),
                more.part(),
                wanted.unit());
    }

    /** The same without a wish: first everybody's debts, then anybody's wishes. */
    Plan modest() {
        return new Plan(kept, new Draw.Ask(0, 0, 0, 0, 0, ask.unit()), demand);
    }
}

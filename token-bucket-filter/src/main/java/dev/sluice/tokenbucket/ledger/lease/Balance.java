package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a gateway holds of a bucket, beside what is wanted of it and what the bank has told: too little, or more than is due.
 *
 * @param held what is held
 * @param pool what the bank said last
 * @param wanted what is wanted
 */
record Balance(Slice held, Pool pool, Wanted wanted) {

    /** What is demanded until the next draw, in seconds. */
    static final double UNTIL_NEXT = Holding.SPACING_MICROS / 1e6;

    /** Such a part of the bucket's capacity, above the share, is missed by others; it is also what a first draw brings. */
    private static final long HOARD = 8;

    /** Such a part of its rate, above the share, is missed by others, if there are any: what flows into a slice that is full is lost. */
    private static final long HOARD_OF_RATE = 24;

    /** Whether there will be too little before the next draw, and the bank has more. */
    boolean isLow() {
        boolean lasts = held.tokens() >= wanted.unit() && held.rate() >= wanted.perSecond();
        return !lasts && held.tokens() < wanted.perSecond() * UNTIL_NEXT && pool.tokens() >= wanted.unit();
    }

    /** Whether more is held than is due by now: others have come, or the demand was thought to be greater. */
    boolean isHoard() {
        Share share = Share.of(pool, held, wanted);
        Terms terms = pool.terms();
        boolean capacity = held.capacity() > share.capacity() + terms.capacity() / HOARD;
        boolean rate = pool.leases() > 1 && held.rate() > share.rate() + terms.rate() / HOARD_OF_RATE;
        return !share.equals(Share.NONE) && (capacity || rate);
    }
}

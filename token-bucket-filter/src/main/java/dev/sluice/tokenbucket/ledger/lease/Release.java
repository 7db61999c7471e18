package dev.sluice.tokenbucket.ledger.lease;

/**
 * When a gateway lets go of all that it holds of a bucket: when nobody has spent from it for a while, or when nothing is left in it and nobody is
 * to be expected soon. The capacity is of better use at the bank then, where tokens flow into it.
 */
final class Release {

    /** What nobody has spent from for so long goes back. */
    static final long IDLE_MICROS = 500_000;

    /** What is empty goes back if nobody has come for so long. */
    static final long LULL_MICROS = 200_000;

    private final Stock stock;
    private final Demand demand;
    private final Pace pace;
    private final Lease lease;

    /** The release of what is in stock. */
    Release(Stock stock, Demand demand, Pace pace, Lease lease) {
        this.stock = stock;
        this.demand = demand;
        this.pace = pace;
        this.lease = lease;
    }

    /** Whether it is time, if nobody waits. */
    boolean isDue(long now) {
        return lease.isMomentary() || demand.quiet(now) >= IDLE_MICROS || isSpent(now);
    }

    /** Whether it takes no call: no token is held, and the lease is over in a moment; of a tiny bucket even that is too long. */
    boolean needsNoCall() {
        Slice held = stock.all();
        boolean endsByItself = lease.isMomentary() && held.tokens() == 0 && (held.capacity() == 0 || !isTiny());
        return !lease.isOpen() || endsByItself;
    }

    /** Whether enough draws of this second are left: who comes next may need one, and where all comes by draws, two. */
    boolean isAffordable(long now) {
        return pace.spare(now) > (isSlow() && !isSmall() ? 2 : 1);
    }

    /**
     * Whether there is nothing left to spend, and nobody to be expected soon. Nothing is sent for that if a request might have to wait for its
     * draw; so of a bucket that is not slow, where who has just come may be the first of many, only after a while.
     */
    private boolean isSpent(long now) {
        Slice held = stock.spendable();
        return held.rate() == 0
                && held.tokens() < demand.unit()
                && (isSlow() || demand.quiet(now) >= LULL_MICROS)
                && (demand.isAlone() || demand.perSecond(now) * Balance.UNTIL_NEXT < demand.unit())
                && pace.spare(now) > (isSmall() ? 1 : Pace.MOST - 2);
    }

    private boolean isSlow() {
        return stock.terms().isSlow(demand.unit());
    }

    private boolean isTiny() {
        return stock.terms().isTiny(demand.unit());
    }

    private boolean isSmall() {
        return stock.terms().isSmall(demand.unit());
    }
}

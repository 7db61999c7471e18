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
    private final Prospect prospect;

    /** The release of what is in stock. */
    Release(Stock stock, Demand demand, Pace pace, Lease lease, Prospect prospect) {
        this.stock = stock;
        this.demand = demand;
        this.pace = pace;
        this.lease = lease;
        this.prospect = prospect;
    }

    /** Whether it is time, if nobody waits. */
    boolean isDue(long now) {
        return demand.quiet(now) >= IDLE_MICROS || isSpent(now);
    }

    /** Whether it takes no call: there is nothing that is worth giving back, and the lease may expire. */
    boolean isByItself() {
        return !lease.isOpen() || (lease.isForOne() && isTrifle(stock.all()));
    }

    /** Whether it is no loss to leave so much to expire. */
    boolean isTrifle(Slice held) {
        int holders =
                prospect.pool().map(Pool::leases).filter(count -> count > 0).orElse(1);
        return held.isTrifleOf(stock.terms(), holders);
    }

    /** Whether enough draws of this second are left: who comes next may need one, and where all comes by draws, two. */
    boolean isAffordable(long now) {
        return pace.spare(now) > (isSlow() && !isSmall() ? 2 : 1);
    }

    /**
     * Whether there is nothing left to spend, and nobody to be expected soon. Nothing is sent for that if a request might have to wait for its
     * draw; so of a bucket that is not slow, where who has just come may be the first of many, only after a while, unless it is tiny.
     */
    private boolean isSpent(long now) {
        Slice held = stock.spendable();
        return held.rate() == 0
                && held.tokens() < demand.unit()
                && (isSlow() || isTiny() || demand.quiet(now) >= LULL_MICROS)
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

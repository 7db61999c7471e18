package dev.sluice.tokenbucket.ledger.lease;

/**
 * When a gateway lets go of all that it holds of a bucket: when nobody has spent from it for a while. The capacity is of better use at the bank then,
 * where tokens flow into it.
 */
final class Release {

    /** What nobody has spent from for so long goes back. */
    static final long IDLE_MICROS = 500_000;

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
        return lease.isMomentary() || demand.quiet(now) >= IDLE_MICROS;
    }

    /** Whether it takes no call: no token is held, and the lease is over in a moment; of a tiny bucket even that is too long. */
    boolean needsNoCall() {
        Slice held = stock.all();
        boolean endsByItself = lease.isMomentary() && held.tokens() == 0 && (held.capacity() == 0 || !isTiny());
        return !lease.isOpen() || endsByItself;
    }

    /** Whether enough draws of this second are left: who comes next may need one, and where all comes by draws, two. */
    boolean isAffordable(long now) {
        return pace.spare(now) > (stock.terms().isSlow(demand.unit()) && !isTiny() ? 2 : 1);
    }

    private boolean isTiny() {
        return stock.terms().isTiny(demand.unit());
    }
}

package dev.sluice.tokenbucket.ledger.lease;

/**
 * When requests go through to the bank, and no slice is kept for them: they are given what they take, and its room is lent for a moment only, so
 * that no call is needed to give it back.
 *
 * <p>That is for who comes alone, after a pause; and for few tokens as long as they are not wanted often, since of few each that is kept in one
 * place is missed in another. It costs a round trip for each request, and a call, which others may share; who comes too often for that has a slice.
 */
final class PassThrough {

    /** Who comes seldom is forgotten when all that he can have saved up is there again. */
    static final long MEMORY_MICROS = 3_000_000;

    /** So many go through in a second, if no more come: no more than there may be draws. */
    private static final double PER_SECOND = Pace.MOST;

    /** Requests come in clusters: those that go through can be saved up, for as long as anything is remembered. */
    private static final double MOST_SAVED = PER_SECOND * MEMORY_MICROS / 1e6;

    /** Who came too often has a slice until so many are saved up again: to change over now and then costs more than either way. */
    private static final double SAVED_AGAIN = MOST_SAVED * 5 / 6;

    /** At such a demand in a second there is nothing to save up: it is no cluster. */
    private static final long OFTEN = 7;

    /** While little is known of it, of so many times as much: two requests in a row are not many yet. */
    private static final long IF_YOUNG = 3;

    /** While such a part of a request flows in, its room is not missed. */
    private static final double TRIFLE = 0.25;

    /** The longest of moments: with a lease that lasts as long as any, something is kept. */
    private static final long LONGEST_MICROS = Bank.LEASE_MICROS - 1;

    private final Stock stock;
    private final Demand demand;
    private double saved = MOST_SAVED;
    private long savedAt;
    private boolean seldom = true;

    /** The way of the requests of this demand, past what is in stock. */
    PassThrough(Stock stock, Demand demand, long now) {
        this.stock = stock;
        this.demand = demand;
        this.savedAt = now;
    }

    /** A request has come, and counts for the demand. */
    void came(long now) {
        long often = demand.isYoung(now) ? IF_YOUNG * OFTEN : OFTEN;
        saved = demand.perSecond(now) >= often * demand.unit()
                ? 0
                : Math.min(MOST_SAVED, saved + PER_SECOND * (now - savedAt) / 1e6);
        savedAt = now;
        seldom = saved >= (seldom ? 1 : SAVED_AGAIN);
        saved = Math.max(0, saved - 1);
    }

    /**
     * For how long room is lent, in microseconds: so long at least, and longer where tokens flow in slowly. What comes too late is lost, and the
     * gateway may stand still meanwhile; a bucket that hardly fills would miss it for long, and its room not at all.
     */
    long moment(long least) {
        double trifle = TRIFLE * demand.unit() / stock.terms().rate() * 1e6;
        return Math.max(least, (long) Math.min(trifle, LONGEST_MICROS));
    }

    /** Whether it is the way for who has come last. */
    boolean isOpen() {
        return demand.isAlone() || (seldom && stock.terms().isHandful(demand.unit()));
    }
}

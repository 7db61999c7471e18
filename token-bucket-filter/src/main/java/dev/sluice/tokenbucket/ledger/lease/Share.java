package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a gateway should have of a bucket by its demand, for as long as the demand lasts.
 *
 * <p>Where the bucket is slow, and holds what flows in between two draws, it should have none: each draw then takes what is there,
 * to the last token. Elsewhere the rate is shared by demand, so that tokens flow where they are spent; what nobody
 * demands, and a little more, stays with the bank for whoever comes.
 *
 * @param capacity millionths of a token
 * @param rate millionths of a token per second
 */
record Share(long capacity, long rate) {

    static final Share NONE = new Share(0, 0);

    /** A rate of fewer requests per second comes in lumps that are small enough. */
    private static final long SLOW = 16;

    /** A bucket that takes so many seconds to fill does not overflow between two draws. */
    private static final double LARGE = 1;

    /** So much more rate than demand, since demand comes by chance. */
    private static final double SLACK = 1.2;

    /** So much of the rate goes out at most: the rest serves who has no share yet. */
    private static final double MOST_RATE = 0.98;

    /** So much of the capacity: the rest holds what flows in at the bank. */
    private static final double MOST_CAPACITY = 0.9;

    /** Where less than this part of the rate is demanded, more of the capacity stays with the bank, in reserve for whom chance leaves short. */
    private static final double CALM = 0.95;

    /** So much more of it, where the bucket takes a second or longer to fill; of a faster one in proportion, since nobody could draw so often. */
    private static final double RESERVE = 0.5;

    /** This part of the capacity goes by demand, and the rest evenly: by chance a small demand needs nearly as much room as a large one. */
    private static final double BY_DEMAND = 0.3;

    /** A gateway has use for the capacity of so many seconds of its demand: the rest serves the bursts of others. */
    private static final double USEFUL = 2;

    /**
     * The share of a demand.
     *
     * @param demand in millionths of a token per second
     * @param unit the millionths of a token that the most modest request takes
     */
    static Share of(Pool pool, long demand, long unit) {
        Terms terms = pool.terms();
        boolean enough = terms.rate() < SLOW * unit && terms.capacity() >= terms.rate() * LARGE;
        if (demand == 0 || enough) {
            return NONE;
        }
        // Where the bank can't hold a token, what it keeps is lost.
        double most = pool.capacity() < unit ? 1 : MOST_RATE;
        double part = (double) demand / Math.max(demand, pool.demand());
        double rate = Math.min(terms.rate() * most * part, SLACK * demand);
        double evenly = 1.0 / Math.max(1, pool.leases());
        double reserve = Math.max(demand, pool.demand()) < CALM * terms.rate()
                ? RESERVE * Math.min(1, (double) terms.capacity() / terms.rate())
                : 0;
        double capacity = (MOST_CAPACITY - reserve) * terms.capacity() * (BY_DEMAND * part + (1 - BY_DEMAND) * evenly);
        return new Share(Math.max(unit, (long) Math.min(capacity, USEFUL * demand)), (long) rate);
    }
}

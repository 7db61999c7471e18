package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a gateway should have of a bucket by its demand, for as long as the demand lasts.
 *
 * <p>Where the bucket is slow, and holds what flows in between two draws, it should have none: each draw then takes what is there,
 * to the last token. Elsewhere the rate is shared by demand, so that tokens flow where they are spent, with something over for demands
 * that grow; the rest stays with the bank for whoever comes.
 *
 * <p>So few tokens that each would have hardly one are not shared if somebody alone would spend more than flows in. One has all of them then,
 * and goes on having them until its demand falls: the law lets no more through, whoever spends them.
 *
 * <p>No theory tells the numbers here, in {@link More}, {@link PassThrough} and {@link Terms}: they were found by simulation, and {@code
 * LeaseUseTest} holds what they bring. RATIONALE.md says what else was tried.
 *
 * @param capacity millionths of a token
 * @param rate millionths of a token per second
 */
record Share(long capacity, long rate) {

    static final Share NONE = new Share(0, 0);

    /** Of tokens for fewer requests than these, for each who has a lease, a split would lose some. */
    private static final double FEW = 5;

    /** Who demands so many times the rate spends whatever flows in. */
    private static final double GREEDY = 1.25;

    /** A bucket that takes so many seconds to fill does not overflow between two draws. */
    private static final double LARGE = 1;

    /** So much more rate than demand, since demand comes by chance. */
    private static final double SLACK = 1.2;

    /** Where little of the rate is demanded, so much of it goes out, since demands grow: the rest is there for who comes. */
    private static final double AMPLE = 0.6;

    /** Yet no more than so many times the demand. */
    private static final double MOST_SLACK = 4;

    /** So much of the capacity, where there are not few tokens and a demand for all: the rest holds what flows in at the bank. */
    private static final double MOST_CAPACITY = 0.9;

    /** Where less than this part of the rate is demanded, more of the capacity stays with the bank, in reserve for whom chance leaves short. */
    private static final double CALM = 0.95;

    /** So much more of it, for each second that the bucket takes to fill: of a faster one nobody could draw so often. */
    private static final double RESERVE = 0.5;

    /** And no more than this: tokens in reserve are of use to who may draw, and others only to who has them. */
    private static final double MOST_RESERVE = 0.25;

    /** This part of the capacity goes by demand, and the rest evenly: by chance a small demand needs nearly as much room as a large one. */
    private static final double BY_DEMAND = 0.3;

    /** A gateway has use for the capacity of so many seconds of its demand: the rest serves the bursts of others. */
    private static final double USEFUL = 2;

    /**
     * While little is known of its demand, for so many: it draws again by then. Room that all take before their shares of the rate are
     * found is missing at the bank, where most of the rate still is.
     */
    private static final double USEFUL_AT_FIRST = 0.2;

    /** A demand of less than this part of the rate is little. */
    private static final double LITTLE = 0.5;

    /** What flows into leases that a gateway does not hear of any more, besides. */
    private static final long DEBT_SECONDS = Bank.LEASE_MICROS / 1_000_000;

    /**
     * The share of a demand.
     *
     * @param held what is held by who asks
     */
    static Share of(Pool pool, Slice held, Wanted wanted) {
        Terms terms = pool.terms();
        long demand = wanted.perSecond();
        long unit = wanted.unit();
        if (isInDebt(pool)) {
            return NONE;
        }
        if (isForOne(pool, wanted)) {
            return isTaken(pool, held) ? NONE : new Share(terms.capacity(), terms.rate());
        }
        if (livesByDraws(terms, wanted)) {
            return NONE;
        }
        double part = (double) demand / demandOfAll(pool, demand);
        double rate = Math.min(terms.rate() * part, slack(pool, wanted) * demand);
        double evenly = 1.0 / (Math.max(1, pool.leases()) + (isModest(pool, wanted) ? 1 : 0));
        double capacity = mostCapacity(pool, wanted) * terms.capacity() * (BY_DEMAND * part + (1 - BY_DEMAND) * evenly);
        double useful = (wanted.young() ? USEFUL_AT_FIRST : USEFUL) * demand;
        return new Share(Math.max(unit, (long) Math.min(capacity, useful)), (long) rate);
    }

    /** Whether draws alone bring all that is wanted, so that nothing needs to be kept. */
    private static boolean livesByDraws(Terms terms, Wanted wanted) {
        boolean enough = terms.isSlow(wanted.unit()) && terms.capacity() >= terms.rate() * LARGE;
        return wanted.perSecond() == 0 || enough;
    }

    /** Whether there are few tokens and little is demanded of them: then there is to be room for one more who comes. */
    private static boolean isModest(Pool pool, Wanted wanted) {
        Terms terms = pool.terms();
        return terms.isHandful(wanted.unit()) && demandOfAll(pool, wanted.perSecond()) < LITTLE * terms.rate();
    }

    /** At least one's own; where nobody has told a demand yet, all who have a lease may have as much. */
    private static long demandOfAll(Pool pool, long demand) {
        return Math.max(demand, pool.demand() == 0 ? demand * pool.leases() : pool.demand());
    }

    /** How many times its demand a gateway has of the rate, if there is as much; no more than needed while little is known of its demand. */
    private static double slack(Pool pool, Wanted wanted) {
        double ample = AMPLE * pool.terms().rate() / demandOfAll(pool, wanted.perSecond());
        return wanted.young() ? SLACK : Math.max(SLACK, Math.min(MOST_SLACK, ample));
    }

    /** Which part of the capacity goes out at most. */
    private static double mostCapacity(Pool pool, Wanted wanted) {
        Terms terms = pool.terms();
        if (demandOfAll(pool, wanted.perSecond()) < CALM * terms.rate()) {
            return MOST_CAPACITY - Math.min(MOST_RESERVE, RESERVE * terms.capacity() / terms.rate());
        }
        return isFew(pool, wanted.unit()) ? 1 : MOST_CAPACITY;
    }

    /**
     * Whether what flows in is to pay first what was spent without a lease, which a rate that is leased does not. A debt of more than that of
     * a few seconds is one of an outage, in which as much was lost at the bank for want of room.
     */
    private static boolean isInDebt(Pool pool) {
        Terms terms = pool.terms();
        return pool.tokens() < 0 && pool.tokens() >= -(terms.capacity() + DEBT_SECONDS * terms.rate());
    }

    /** Whether who wants this had better have all of the bucket, or nothing while somebody else does. */
    private static boolean isForOne(Pool pool, Wanted wanted) {
        return isFew(pool, wanted.unit())
                && wanted.perSecond() >= GREEDY * pool.terms().rate();
    }

    private static boolean isFew(Pool pool, long unit) {
        return pool.terms().capacity() < FEW * unit * pool.leases();
    }

    /** Whether others hold most of the bucket. */
    private static boolean isTaken(Pool pool, Slice held) {
        return 2 * (held.rate() + pool.rate()) < pool.terms().rate();
    }
}

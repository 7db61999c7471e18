package dev.sluice.tokenbucket.ledger.lease;

import java.util.Optional;

/**
 * When requests go through to the bank, and no slice is kept for them: they are given what they take, and its room is lent for a moment only, so
 * that no call is needed to give it back.
 *
 * <p>That is for who comes alone, after a pause; and for so few tokens that the slice of each gateway would hold hardly any, as long as no more is
 * demanded than flows in. It costs a round trip for each request, and a call, which others may share. What is demanded more often than that is
 * worth is shared out, and so is what is demanded beyond the limit: most requests are refused then, and the bank is not asked for that. All
 * gateways go by what the bank says of all, since a slice that one keeps is missed by those that go through.
 */
final class PassThrough {

    /** Of tokens for fewer requests, for each other gateway, a slice is empty by chance every now and then. */
    private static final long FEW = 24;

    /** So much more than the rate may be demanded, since a demand is an average of what comes by chance. */
    private static final double SLACK = 1.25;

    /** So many calls a second, of all gateways, a bucket is worth. */
    private static final double MOST = 150;

    /** And so many if nobody else draws, who would miss a slice. */
    private static final double MOST_IF_ALONE = 10;

    private final Stock stock;
    private final Demand demand;

    /** The way of the requests of this demand, past what is in stock. */
    PassThrough(Stock stock, Demand demand) {
        this.stock = stock;
        this.demand = demand;
    }

    /** Whether it is the way for who has come last, by what the bank has said, if it has. */
    boolean isOpen(Optional<Pool> said, long now) {
        int gateways = said.map(Pool::leases).orElse(1);
        return demand.isAlone() || (isFew(gateways) && demandOfAll(said, now) < most(gateways));
    }

    /**
     * How long room is lent to a request that waits so long for an answer at most, in microseconds. Where it is missed, since tokens flow in fast and
     * there is little of it, hardly longer; else longer by far, since the gateway may stand still meanwhile, and what comes too late is lost.
     */
    long moment(Optional<Pool> said, long patience) {
        boolean missed = !stock.terms().isSlow(demand.unit())
                && isFew(said.map(Pool::leases).orElse(1));
        return missed ? patience * 11 / 10 : patience * 3;
    }

    private boolean isFew(int gateways) {
        return stock.terms().capacity() < FEW * demand.unit() * Math.max(1, gateways - 1);
    }

    /** At least one's own, of which the bank has not heard yet. */
    private long demandOfAll(Optional<Pool> said, long now) {
        long own = demand.certain(now);
        return said.map(pool -> Math.max(own, pool.demand())).orElse(own);
    }

    /** The least demand that is too much; as many calls as there may be draws are no more than slices take. */
    private double most(int gateways) {
        double unit = demand.unit();
        double often = Math.min(SLACK * stock.terms().rate(), unit * (gateways > 1 ? MOST : MOST_IF_ALONE));
        return Math.max(often, unit * Pace.MOST * gateways);
    }
}

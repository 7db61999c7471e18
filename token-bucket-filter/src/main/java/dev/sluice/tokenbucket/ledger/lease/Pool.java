package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a bank said of a bucket with an answer.
 *
 * @param terms the terms by which it keeps the bucket: those of the newest version that it was told
 * @param capacity the capacity that nobody has leased, in millionths of a token
 * @param rate the rate that nobody has leased, in millionths of a token per second
 * @param tokens the tokens that nobody has leased, in millionths; fewer than none where more was spent than there was
 * @param lent the tokens that all who have a lease held when they were last heard of, without what requests waited for
 * @param demand the demand of all gateways that have a lease
 * @param leases how many those are
 */
public record Pool(Terms terms, long capacity, long rate, long tokens, long lent, long demand, int leases) {

    /** Nobody should take much more than what is needed until the next draw, where less than this part of the bucket is left. */
    private static final long PLENTY = 8;

    /** What nobody will have leased so many microseconds later, unless somebody draws. */
    long tokensAfter(long micros) {
        long room = Math.max(0, capacity - tokens);
        return Math.min(tokens, capacity) + Math.min(room, inflow(micros));
    }

    /** What flows in at the rate that nobody has leased. */
    long inflow(long micros) {
        return (long) (rate * (micros / 1e6));
    }

    /** Whether there is too little for everybody. */
    boolean isScarce() {
        return demand > terms.rate() && tokens < terms.capacity() / PLENTY;
    }
}

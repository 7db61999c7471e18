package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a gateway gives back to a bucket, and what it asks for.
 *
 * <p>A draw whose answer does not come is sent again as it was, and the bank answers it as it did the first time: so nothing is
 * given, or given back, twice.
 *
 * @param lease the name of the lease, unique for ever
 * @param after the stamp of the answer before, by which the bank knows a draw that comes late, or twice; 0 begins the lease
 * @param last whether the lease ends with this draw
 * @param back what is given back
 * @param kept the millionths of a token that are kept
 * @param ask what is asked for
 * @param demand what the gateway could spend of this bucket, in millionths of a token per second; 0 where it is not known well enough
 *     yet, of one that could keep no slice and should not have all of them, and with the last draw
 * @param owed what was spent without a lease while no bank answered, in millionths of a token; what is less than nothing is added to the
 *     bucket: at once as far as the pool has room, and the rest where room comes back from who has a lease now
 * @param lentMicros for how long after the answer is lent what the gateway has then, in microseconds, at most {@link Bank#LEASE_MICROS}; for
 *     that long the lease and its demand are known in any case
 */
public record Draw(
        String lease,
        long after,
        boolean last,
        Slice back,
        long kept,
        Ask ask,
        long demand,
        long owed,
        long lentMicros) {

    /** One that ends a lease; of a new lease it only asks what there is. */
    public static Draw last(String lease, long after, Slice back, long owed) {
        return new Draw(lease, after, true, back, 0, Ask.NOTHING, 0, owed, Bank.LEASE_MICROS);
    }

    /** One that adds millionths of a token to the bucket, in a lease of its own. */
    public static Draw addition(String lease, long tokens) {
        return new Draw(lease, 0, false, Slice.NOTHING, 0, Ask.NOTHING, 0, -tokens, Bank.LEASE_MICROS);
    }

    /** Whether it is for those who wait, and for a moment only. */
    boolean isMomentary() {
        return lentMicros < Bank.LEASE_MICROS;
    }

    /**
     * What is asked for, each as far as it is there.
     *
     * @param capacity capacity, in millionths of a token; in any case at least as much as tokens are given
     * @param rate millionths of a token per second
     * @param waiting the millionths of a token that requests wait for
     * @param more how many are welcome besides
     * @param part which part of what is left when nobody waits may be given so, in millionths
     * @param unit the millionths of a token that the most modest request takes, above 0: of what is there, multiples of it are given
     */
    public record Ask(long capacity, long rate, long waiting, long more, long part, long unit) {

        /** Nothing is asked for. */
        public static final Ask NOTHING = new Ask(0, 0, 0, 0, 0, Slice.TOKEN);
    }
}

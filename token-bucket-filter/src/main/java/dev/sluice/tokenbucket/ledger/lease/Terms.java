package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a bank has to know of a bucket to keep it.
 *
 * <p>How it is shared depends on how many requests it is good for: it is tiny if it holds tokens for fewer than 4, a
 * handful if for fewer than 32. It is slow if fewer than 16 flow in a second.
 *
 * @param bucket its name, the same on all gateways; a client that is deleted and created again has another
 * @param version which state of its limit this is: of two, the newer has the greater number
 * @param capacity millionths of a token
 * @param rate millionths of a token per second
 */
public record Terms(String bucket, long version, long capacity, long rate) {

    /** A rate of fewer requests per second comes in lumps that are small enough. */
    private static final long SLOW = 16;

    /** Tokens for fewer requests than these are few. */
    private static final long HANDFUL = 32;

    /** Of fewer the room for one is missed by the next who comes. */
    private static final long TINY = 4;

    /**
     * Whether so little flows in that nobody needs a share of it: a draw now and then brings what there is.
     *
     * @param unit the millionths of a token that a request takes
     */
    boolean isSlow(long unit) {
        return rate < SLOW * unit;
    }

    /**
     * Whether it holds so little that what is kept of it in one place is missed in another.
     *
     * @param unit the millionths of a token that a request takes
     */
    boolean isHandful(long unit) {
        return capacity < HANDFUL * unit;
    }

    /**
     * Whether it holds so little that nobody should keep room of which he makes no use.
     *
     * @param unit the millionths of a token that a request takes
     */
    boolean isTiny(long unit) {
        return capacity < TINY * unit;
    }
}

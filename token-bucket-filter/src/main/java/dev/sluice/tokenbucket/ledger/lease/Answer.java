package dev.sluice.tokenbucket.ledger.lease;

/** What a bank says to a draw. */
public sealed interface Answer {

    /**
     * What was asked for is given as far as it was there, for as long as the draw says; the lease is known for as long as any.
     *
     * @param stamp the number of the answer, greater than any before in this bucket, and than 0
     * @param slice what is given
     * @param pool what is left
     */
    record Grant(long stamp, Slice slice, Pool pool) implements Answer {

        /** The tokens that were given and that nobody waited for. */
        long unclaimed(Draw draw) {
            return slice.tokens() - Math.min(slice.tokens(), draw.ask().waiting());
        }
    }

    /**
     * The bank knows no such lease any more, or has heard of it what is newer than the draw, or has answered the draw under another limit, or was to
     * be given back what had come back by itself. What the gateway holds is no longer its own.
     */
    record Lost() implements Answer {}
}

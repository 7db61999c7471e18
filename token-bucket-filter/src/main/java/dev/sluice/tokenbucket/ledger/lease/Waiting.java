package dev.sluice.tokenbucket.ledger.lease;

/** A request that waits for an answer of the bank. */
public interface Waiting {

    /** The millionths of a token that it takes. */
    long cost();
}

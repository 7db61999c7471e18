package dev.sluice.tokenbucket.ledger.lease;

/** What becomes of a request that wants tokens. */
public enum Verdict {
    /** The tokens were there, and were taken. */
    ADMITTED,
    /** They are not there, and the bank, asked a moment ago, had none either. */
    REFUSED,
    /** The bank is asked. */
    WAITS
}

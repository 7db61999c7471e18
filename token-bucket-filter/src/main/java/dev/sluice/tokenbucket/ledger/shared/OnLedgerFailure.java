package dev.sluice.tokenbucket.ledger.shared;

/** What becomes of requests while the bank is away and what was leased is spent. */
public enum OnLedgerFailure {
    /**
     * Each gateway spends its fair part of the bucket, capacity and rate divided by the gateways that were there last; what it spends
     * so is owed to the bank when that is back.
     */
    SHARE,
    /** They pass. */
    ALLOW,
    /** They are refused, with 503. */
    DENY
}

package dev.sluice.tokenbucket.ledger.lease;

/**
 * What is wanted of a bucket on a gateway.
 *
 * @param perSecond the demand, in millionths of a token per second
 * @param waiting the millionths of a token that requests wait for
 * @param unit the millionths of a token that the most modest request takes
 * @param young whether the demand may still turn out to be quite another
 */
record Wanted(long perSecond, long waiting, long unit, boolean young) {}

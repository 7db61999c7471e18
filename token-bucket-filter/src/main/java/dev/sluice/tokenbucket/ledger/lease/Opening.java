package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a bucket held when it was last written down: with it a bank opens one that it does not keep.
 *
 * @param tokens millionths of a token
 * @param micros when, in microseconds since 1970 in UTC; what has flowed in since by the bank's clock is added
 */
public record Opening(long tokens, long micros) {}

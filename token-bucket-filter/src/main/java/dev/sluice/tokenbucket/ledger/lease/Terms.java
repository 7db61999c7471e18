package dev.sluice.tokenbucket.ledger.lease;

/**
 * What a bank has to know of a bucket to keep it.
 *
 * @param bucket its name, the same on all gateways; a client that is deleted and created again has another
 * @param version which state of its limit this is: of two, the newer has the greater number
 * @param capacity millionths of a token
 * @param rate millionths of a token per second
 */
public record Terms(String bucket, long version, long capacity, long rate) {}

package dev.sluice.tokenbucket.usage;

/**
 * What one counter has counted of one client in one minute. It only grows: of two rows of the same counter, the greater is the newer.
 *
 * @param generation the client's generation, which no other client has
 * @param minute minutes since 1970
 * @param gateway the gateway's name, unique for ever
 * @param counter the number of the counter in this gateway
 * @param admitted requests that passed
 * @param refused requests that did not
 * @param spent tokens that were taken
 * @param lastSeen when the last decision was made, in milliseconds since 1970
 */
public record UsageRow(
        long generation,
        long minute,
        String gateway,
        long counter,
        long admitted,
        long refused,
        long spent,
        long lastSeen) {}

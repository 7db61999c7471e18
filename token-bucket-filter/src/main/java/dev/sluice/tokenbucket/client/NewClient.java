package dev.sluice.tokenbucket.client;

import dev.sluice.tokenbucket.bucket.Limit;

/**
 * A client that is to be registered.
 *
 * @param id its id, see {@link ClientId}
 * @param limit its limit
 * @param fill what its bucket holds at first
 */
public record NewClient(String id, Limit limit, Fill fill) {}

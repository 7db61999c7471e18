package dev.sluice.tokenbucket.client;

import dev.sluice.tokenbucket.bucket.Limit;

/**
 * A registered client: the key under which it spends, and what it may spend.
 *
 * @param key its key
 * @param limit its limit
 */
public record Client(ClientKey key, Limit limit) {}

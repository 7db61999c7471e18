package dev.sluice.tokenbucket.ledger;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import java.util.concurrent.CompletableFuture;

/**
 * The keeper of every bucket: one per key, over all routes.
 *
 * <p>An implementation that can decide at once answers with a completed future, which costs the request nothing.
 */
public interface Ledger {

    /** Takes {@code cost} tokens, at least 1, from a registered client's bucket, if they are there. */
    CompletableFuture<Decision> take(Client client, long cost);

    /**
     * Takes {@code cost} tokens, at least 1, from the bucket of a key that no client is registered under.
     *
     * <p>Such buckets have the default limit, and there is a bound on how many are held.
     */
    CompletableFuture<Decision> takeUnregistered(ClientKey key, long cost);

    /**
     * Gives a client's live bucket another limit at once; it keeps the tokens it has, clamped to the new capacity.
     *
     * <p>To be called before the registry knows the new limit: a request that reads it there finds the bucket changed.
     *
     * @param before the limit until now
     */
    void changeLimit(Client client, Limit before);

    /**
     * Forgets a client's bucket; a client registered again under its key starts with a full one.
     *
     * <p>To be called after the client is gone from the registry and once more before another comes under its key: a request
     * that had read the registry before may have opened the bucket again.
     */
    void forget(ClientKey key);
}

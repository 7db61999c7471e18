package dev.sluice.tokenbucket.ledger;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * The keeper of every bucket: one per key, over all routes.
 *
 * <p>An implementation that can decide at once answers with a completed future, which costs the request nothing.
 *
 * <p>A bucket belongs to a version of its client. Who comes with a newer version brings the bucket up to it, who comes with
 * an older one is decided by the newer: so it does not matter in which order requests and changes arrive.
 */
public interface Ledger {

    /**
     * Takes {@code cost} tokens, at least 1, from a registered client's bucket, if they are there.
     *
     * @return the decision; a {@link LedgerUnavailableException} where nobody can decide, and requests are not to pass then
     */
    CompletableFuture<Decision> take(Client client, long cost);

    /**
     * Takes {@code cost} tokens, at least 1, from the bucket of a key that no client is registered under.
     *
     * <p>Such buckets have the default limit, and there is a bound on how many are held.
     */
    CompletableFuture<Decision> takeUnregistered(ClientKey key, long cost);

    /** The time by the ledger's calendar, by which every fill is dated; setting the system's clock does not move it. */
    Instant now();

    /** What a registered client's bucket holds. */
    CompletableFuture<Level> level(Client client);

    /**
     * Adds tokens, at least 1, to a registered client's bucket, as far as there is room for them.
     *
     * <p>Where gateways share it, what is lent to them counts as room as well: tokens for which only they have room arrive when they are next
     * heard of. A bucket that is full is forgotten, and opened again by what the books say: so they have to be told what it holds then, in a
     * newer version of the client.
     *
     * @return completed when they are there; a {@link LedgerUnavailableException} where nobody can tell whether they are
     */
    CompletableFuture<Void> add(Client client, long tokens);

    /** Adds what a registered client's bucket lacks, by what is known of it: so one that has just been filled is not filled twice. */
    default CompletableFuture<Void> fill(Client client) {
        return level(client).thenCompose(level -> {
            long lacking = client.limit().capacity() - level.tokens();
            return lacking > 0 ? add(client, lacking) : CompletableFuture.completedFuture(null);
        });
    }

    /**
     * Gives a client's live bucket the limit of a newer version at once; it keeps the tokens it has, clamped to the new
     * capacity. A newer generation gets a bucket of its own.
     */
    void update(Client client);

    /**
     * Forgets the bucket of a client that is gone from the registry. A request that had found it there before spends what is
     * left, and nothing anew.
     */
    void forget(Client client);
}

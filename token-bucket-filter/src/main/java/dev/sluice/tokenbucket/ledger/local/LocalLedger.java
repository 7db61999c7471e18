package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.Ledger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The ledger of a gateway that decides alone: a decision is a look-up, a subtraction and one compare-and-set.
 *
 * <p>A bucket that is not held is full. Those of registered clients are held as long as the client is; those of other keys
 * up to a bound, see {@link BoundedBuckets}.
 */
public final class LocalLedger implements Ledger {

    private final ConcurrentHashMap<ClientKey, TokenBucket> registered = new ConcurrentHashMap<>();
    private final BoundedBuckets unregistered;
    private final MonotonicClock clock;

    /**
     * A ledger with no bucket yet.
     *
     * @param defaultLimit the limit of keys without a client
     * @param maxKeys how many buckets of such keys are held at most
     */
    public LocalLedger(Limit defaultLimit, long maxKeys, MonotonicClock clock) {
        this.unregistered = new BoundedBuckets(defaultLimit, maxKeys);
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Decision> take(Client client, long cost) {
        return take(client, cost, this::bucketOf);
    }

    @Override
    public CompletableFuture<Decision> takeUnregistered(ClientKey key, long cost) {
        return take(key.compact(), cost, unregistered::get);
    }

    @Override
    public void changeLimit(Client client, Limit before) {
        registered.compute(client.key(), (key, bucket) -> {
            long now = clock.nanos();
            Level level = bucket == null ? Level.ofTokens(before.capacity()) : bucket.close(now);
            return TokenBucket.holding(level, client.limit(), now);
        });
    }

    @Override
    public void forget(ClientKey key) {
        registered.remove(key);
    }

    /** A bucket that refuses because it was closed has a successor; that one decides. */
    private <K> CompletableFuture<Decision> take(K key, long cost, Function<K, TokenBucket> buckets) {
        while (true) {
            TokenBucket bucket = buckets.apply(key);
            Decision decision = bucket.tryTake(cost, clock.nanos());
            if (decision.admitted() || !bucket.closed()) {
                return CompletableFuture.completedFuture(decision);
            }
            Thread.onSpinWait();
        }
    }

    private TokenBucket bucketOf(Client client) {
        TokenBucket held = registered.get(client.key());
        return held != null ? held : registered.computeIfAbsent(client.key(), key -> TokenBucket.full(client.limit()));
    }
}

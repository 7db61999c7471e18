package dev.sluice.tokenbucket.ledger.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The buckets of which this gateway holds something, or is about to: those of clients, and so many of keys without one. */
final class SharedBuckets {

    private final ConcurrentHashMap<ClientKey, Entry> clients = new ConcurrentHashMap<>();
    private final Cache<ClientKey, SharedBucket> unregistered;
    private final Banking banking;
    private final Limit defaultLimit;

    /**
     * None yet.
     *
     * @param defaultLimit the limit of keys without a client
     * @param maxKeys how many buckets of such keys are held at most
     */
    SharedBuckets(Banking banking, Limit defaultLimit, long maxKeys) {
        this.banking = banking;
        this.defaultLimit = defaultLimit;
        this.unregistered = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                // What an evicted one holds goes back, and whoever comes for the key draws again.
                .<ClientKey, SharedBucket>removalListener((key, bucket, cause) -> close(bucket))
                // Its small housekeeping costs less than to wake another thread for it.
                .executor(Runnable::run)
                .build();
    }

    /** The bucket of a key without a client, in its compact form. */
    SharedBucket of(ClientKey key) {
        SharedBucket held = unregistered.getIfPresent(key);
        return held != null
                ? held
                : unregistered
                        .asMap()
                        .computeIfAbsent(
                                key,
                                k -> new SharedBucket(
                                        banking, Measures.terms(k, defaultLimit), Measures.full(defaultLimit)));
    }

    /** The bucket of the client, in this version or a newer one. */
    SharedBucket of(Client client) {
        Entry held = clients.get(client.key());
        if (held != null && held.version >= client.version()) {
            return held.bucket;
        }
        Entry entry = clients.compute(client.key(), (key, old) -> broughtUpTo(client, old));
        if (held != null && held.bucket != entry.bucket) {
            close(held.bucket);
        }
        Terms terms = Measures.terms(client);
        if (entry.bucket.isBehind(terms)) {
            var unused = entry.bucket.update(terms);
        }
        return entry.bucket;
    }

    private Entry broughtUpTo(Client client, @Nullable Entry old) {
        if (old != null && old.version >= client.version()) {
            return old;
        }
        SharedBucket bucket = old != null && old.generation == client.generation()
                ? old.bucket
                : new SharedBucket(banking, Measures.terms(client), Measures.opening(client.fill()));
        return new Entry(client.generation(), client.version(), bucket);
    }

    /** The bucket of the client, if there is one; not that of another client who had the key before. */
    Optional<SharedBucket> held(Client client) {
        return Optional.ofNullable(clients.get(client.key()))
                .filter(entry -> entry.generation == client.generation())
                .map(Entry::bucket);
    }

    /** Looks after all of them, whether something is due, and forgets those that hold nothing. */
    void look() {
        clients.forEach((key, entry) -> {
            if (entry.bucket.lookAndCloseIfEmpty()) {
                clients.computeIfPresent(key, (k, held) -> held.bucket == entry.bucket ? null : held);
            }
        });
        unregistered.asMap().forEach((key, bucket) -> {
            if (bucket.lookAndCloseIfEmpty()) {
                unregistered.asMap().remove(key, bucket);
            }
        });
    }

    /** Gives everything back; the future ends when the bank has it. */
    CompletableFuture<Void> close() {
        CompletableFuture<?>[] closing = Stream.concat(
                        clients.values().stream().map(Entry::bucket), unregistered.asMap().values().stream())
                .map(SharedBucket::close)
                .toArray(CompletableFuture[]::new);
        clients.clear();
        unregistered.invalidateAll();
        return CompletableFuture.allOf(closing);
    }

    private static void close(@Nullable SharedBucket bucket) {
        if (bucket != null) {
            var unused = bucket.close();
        }
    }

    /** How many are of clients. */
    int ofClients() {
        return clients.size();
    }

    /** How many are of keys without a client, about. */
    long ofUnregistered() {
        return unregistered.estimatedSize();
    }

    private record Entry(long generation, long version, SharedBucket bucket) {}
}

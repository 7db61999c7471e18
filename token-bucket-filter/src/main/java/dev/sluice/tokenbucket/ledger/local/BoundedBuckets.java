package dev.sluice.tokenbucket.ledger.local;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import dev.sluice.tokenbucket.client.ClientKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The buckets of keys that strangers choose, at most so many, all of one limit.
 *
 * <p>What is evicted leaves its debt in a {@link DebtSketch} in the same atomic step that removes it, and a key that comes
 * back starts with the debt that the sketch remembers: inventing keys makes no spent bucket full again.
 */
final class BoundedBuckets {

    private final Limit limit;
    private final DebtSketch debts;
    private final Cache<ClientKey, TokenBucket> buckets;

    BoundedBuckets(Limit limit, long maxKeys) {
        this.limit = limit;
        this.debts = new DebtSketch(maxKeys);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .evictionListener(this::remember)
                // Its small housekeeping costs less than to wake another thread for it.
                .executor(Runnable::run)
                .build();
    }

    TokenBucket get(ClientKey key) {
        TokenBucket held = buckets.getIfPresent(key);
        return held != null ? held : buckets.asMap().computeIfAbsent(key, k -> TokenBucket.fullAt(debts.get(k), limit));
    }

    /** How many are held, about: those that are just being evicted may be counted. */
    long size() {
        return buckets.estimatedSize();
    }

    /** Runs while the entry's removal holds its key: whoever asks for the key meanwhile waits and finds the debt. */
    private void remember(@Nullable ClientKey key, @Nullable TokenBucket bucket, RemovalCause cause) {
        debts.add(Objects.requireNonNull(key), Objects.requireNonNull(bucket).closeAndGetFullAt());
    }
}

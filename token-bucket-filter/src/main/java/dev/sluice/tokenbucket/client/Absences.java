package dev.sluice.tokenbucket.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** Keys that have no client. It is believed for a while only: one may be created by somebody else. */
final class Absences {

    /** How long it is believed that a key has no client. */
    static final Duration BELIEVED = Duration.ofSeconds(10);

    /** Characters of a key that weigh as much as another key: strangers may choose long ones. */
    private static final int CHARACTERS_PER_WEIGHT = 64;

    private final Cache<ClientKey, Boolean> keys;

    /**
     * None yet.
     *
     * @param maxKeys how many keys are held at most; a long one counts for several
     */
    Absences(long maxKeys, Ticker ticker) {
        this.keys = Caffeine.newBuilder()
                .maximumWeight(maxKeys)
                .weigher((ClientKey key, Boolean absent) -> weight(key))
                .expireAfterWrite(BELIEVED)
                .ticker(ticker)
                // Its small housekeeping costs less than to wake another thread for it.
                .executor(Runnable::run)
                .build();
    }

    boolean contains(ClientKey key) {
        return keys.getIfPresent(key) != null;
    }

    void add(ClientKey key) {
        keys.put(key, true);
    }

    void remove(ClientKey key) {
        keys.invalidate(key);
    }

    void clear() {
        keys.invalidateAll();
    }

    private static int weight(ClientKey key) {
        return key instanceof ClientKey.Identifier identifier
                ? 1 + identifier.value().length() / CHARACTERS_PER_WEIGHT
                : 1;
    }
}

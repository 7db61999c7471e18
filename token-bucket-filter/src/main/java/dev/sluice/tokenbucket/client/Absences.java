package dev.sluice.tokenbucket.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keys that have no client. It is believed for a while only, and then asked anew: one may be created by somebody else. */
final class Absences {

    /** How long it is believed that a key has no client until it is asked anew, if somebody still comes with it. */
    static final Duration BELIEVED = Duration.ofSeconds(10);

    /** How long it is held if nobody comes with the key. */
    static final Duration HELD = Duration.ofMinutes(1);

    /** Characters of a key that weigh as much as another key: strangers may choose long ones. */
    private static final int CHARACTERS_PER_WEIGHT = 64;

    private final Cache<ClientKey, Absence> keys;
    private final Ticker ticker;

    /**
     * None yet.
     *
     * @param maxKeys how many keys are held at most; a long one counts for several
     */
    Absences(long maxKeys, Ticker ticker) {
        this.ticker = ticker;
        this.keys = Caffeine.newBuilder()
                .maximumWeight(maxKeys)
                .weigher((ClientKey key, Absence absence) -> weight(key))
                .expireAfterWrite(HELD)
                .ticker(ticker)
                // Its small housekeeping costs less than to wake another thread for it.
                .executor(Runnable::run)
                .build();
    }

    /** That a key has no client; null if that is not known. */
    @Nullable
    Absence get(ClientKey key) {
        return keys.getIfPresent(key);
    }

    boolean contains(ClientKey key) {
        return get(key) != null;
    }

    void add(ClientKey key) {
        keys.put(key, new Absence(ticker.read()));
    }

    void remove(ClientKey key) {
        keys.invalidate(key);
    }

    void clear() {
        keys.invalidateAll();
    }

    /** Whether it is time to ask anew. */
    boolean isDoubtful(Absence absence) {
        return ticker.read() - absence.since >= BELIEVED.toNanos();
    }

    /** Believes it for as long again, since it is asked anew; null if somebody else does so, or a client was published. */
    @Nullable
    Absence renew(ClientKey key, Absence doubtful) {
        Absence renewed = new Absence(ticker.read());
        return keys.asMap().replace(key, doubtful, renewed) ? renewed : null;
    }

    private static int weight(ClientKey key) {
        return key instanceof ClientKey.Identifier identifier
                ? 1 + identifier.value().length() / CHARACTERS_PER_WEIGHT
                : 1;
    }

    /** That a key has no client; another one each time that it is asked. */
    static final class Absence {

        private final long since;

        private Absence(long since) {
            this.since = since;
        }
    }
}

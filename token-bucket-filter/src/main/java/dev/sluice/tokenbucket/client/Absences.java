package dev.sluice.tokenbucket.client;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Keys that have no client. It is believed for a while only, and then asked anew: one may be created by somebody else. */
final class Absences {

    /** How long it is believed that a key has no client until it is asked anew, if somebody still comes with it. */
    static final Duration BELIEVED = Duration.ofSeconds(10);

    /** How long it is held if nobody comes with the key. */
    static final Duration HELD = Duration.ofMinutes(1);

    /** Characters of a key that weigh as much as another key: strangers may choose long ones. */
    private static final int CHARACTERS_PER_WEIGHT = 64;

    private final LoadingCache<ClientKey, Absence> keys;

    /**
     * None yet.
     *
     * @param maxKeys how many keys are held at most; a long one counts for several
     * @param question how it is asked anew
     */
    Absences(long maxKeys, Ticker ticker, Question question) {
        this.keys = Caffeine.newBuilder()
                .maximumWeight(maxKeys)
                .weigher((ClientKey key, Absence absence) -> weight(key))
                .refreshAfterWrite(BELIEVED)
                .expireAfterWrite(HELD)
                .ticker(ticker)
                // Its small housekeeping costs less than to wake another thread for it.
                .executor(Runnable::run)
                .build(new Renewal(question));
    }

    /** Whether a key has no client, as far as is known. */
    boolean contains(ClientKey key) {
        return keys.getIfPresent(key) != null;
    }

    void add(ClientKey key) {
        keys.put(key, new Absence());
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

    /** Whether a key has no client still. */
    interface Question {

        /**
         * Asks; while it can't be answered, an absence is believed.
         *
         * @param believed whether the key has been held to be absent all the time since it was asked: only then is a client that is found
         *     news, and not older than what was published
         */
        CompletableFuture<Boolean> isAbsent(ClientKey key, BooleanSupplier believed);
    }

    /** That a key has no client; each is another one. */
    private static final class Absence {}

    private final class Renewal implements CacheLoader<ClientKey, Absence> {

        private final Question question;

        Renewal(Question question) {
            this.question = question;
        }

        @Override
        public Absence load(ClientKey key) {
            throw new UnsupportedOperationException("absences are added");
        }

        @Override
        public CompletableFuture<? extends @Nullable Absence> asyncReload(
                ClientKey key, Absence absence, Executor executor) {
            return question.isAbsent(key, () -> keys.policy().getIfPresentQuietly(key) == absence)
                    .thenApply(absent -> absent ? absence : null);
        }
    }
}

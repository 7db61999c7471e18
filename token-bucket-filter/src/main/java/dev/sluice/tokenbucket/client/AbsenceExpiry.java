package dev.sluice.tokenbucket.client;

import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A client is held for good, that there is none for a while only: it may be created by somebody else. */
final class AbsenceExpiry implements Expiry<ClientKey, CompletableFuture<Optional<Client>>> {

    /** How long it is believed that a key has no client. */
    static final Duration ABSENCE = Duration.ofSeconds(10);

    /** The answer for a key that was looked up and has no client. */
    static final CompletableFuture<Optional<Client>> NOBODY = CompletableFuture.completedFuture(Optional.empty());

    @Override
    public long expireAfterCreate(ClientKey key, CompletableFuture<Optional<Client>> client, long currentTime) {
        return client == NOBODY ? ABSENCE.toNanos() : Long.MAX_VALUE;
    }

    @Override
    public long expireAfterUpdate(
            ClientKey key, CompletableFuture<Optional<Client>> client, long currentTime, long currentDuration) {
        return expireAfterCreate(key, client, currentTime);
    }

    @Override
    public long expireAfterRead(
            ClientKey key, CompletableFuture<Optional<Client>> client, long currentTime, long currentDuration) {
        return currentDuration;
    }
}

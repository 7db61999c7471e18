package dev.sluice.tokenbucket.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The registered clients from memory, and from the repository what memory does not have.
 *
 * <p>A client is read once and then held, at most so many of them; that a key has no client is held for a while, see {@link
 * AbsenceExpiry}. A change that is published is seen by the next request, and never undone by a reading that began
 * before it. While the repository is away, what is not in memory counts as not registered.
 */
public final class LoadingClientRegistry implements ClientRegistry {

    /** How long a request waits for an answer: after that its key counts as not registered until the answer is there. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** Characters of a key that weigh as much as a client: strangers may choose long ones. */
    private static final int CHARACTERS_PER_WEIGHT = 64;

    private final ClientLookups lookups;
    private final ConcurrentMap<ClientKey, CompletableFuture<Optional<Client>>> clients;

    /**
     * An empty registry.
     *
     * @param maxKeys how many keys it holds at most, with a client or without; a long key counts for several
     */
    public LoadingClientRegistry(ClientRepository repository, long maxKeys) {
        this(repository, maxKeys, Ticker.systemTicker());
    }

    LoadingClientRegistry(ClientRepository repository, long maxKeys, Ticker ticker) {
        this.lookups = new ClientLookups(repository, ticker);
        Cache<ClientKey, CompletableFuture<Optional<Client>>> cache = Caffeine.newBuilder()
                .maximumWeight(maxKeys)
                .weigher((ClientKey key, CompletableFuture<Optional<Client>> client) -> weight(key))
                .expireAfter(new AbsenceExpiry())
                .ticker(ticker)
                // Its small housekeeping costs less than to wake another thread for it.
                .executor(Runnable::run)
                .build();
        this.clients = cache.asMap();
    }

    @Override
    public CompletableFuture<Optional<Client>> find(ClientKey key) {
        CompletableFuture<Optional<Client>> held = clients.get(key);
        if (held != null) {
            return held;
        }
        return canBeRegistered(key) ? load(key) : AbsenceExpiry.NOBODY;
    }

    /** Makes a new or changed client known to the next request. */
    public void publish(Client client) {
        clients.compute(client.key(), (key, held) -> isNewer(held, client.version()) ? held : known(client));
    }

    /** Makes known to the next request that a client is gone. */
    public void withdraw(Client client) {
        clients.computeIfPresent(client.key(), (key, held) -> isNewer(held, client.version()) ? held : null);
    }

    /** Whether anything is in memory under a key: a client, that there is none, or a question that is under way. */
    public boolean holds(ClientKey key) {
        return clients.containsKey(key);
    }

    /** Whether what is in memory under the client's key, if anything, may be older than this version of it. */
    public boolean isBehind(Client client) {
        CompletableFuture<Optional<Client>> held = clients.get(client.key());
        return held != null
                && clientIn(held)
                        .filter(known -> known.version() >= client.version())
                        .isEmpty();
    }

    /** The clients in memory; all else there, absences and questions under way, is forgotten. */
    public List<Client> held() {
        clients.values().removeIf(held -> clientIn(held).isEmpty());
        return clients.values().stream()
                .flatMap(held -> clientIn(held).stream())
                .toList();
    }

    private CompletableFuture<Optional<Client>> load(ClientKey key) {
        CompletableFuture<Optional<Client>> loading = new CompletableFuture<>();
        CompletableFuture<Optional<Client>> other = clients.putIfAbsent(key, loading);
        if (other != null) {
            return other;
        }
        // While the repository is away this is each request's way: another stage that fails would cost it an exception.
        var unused = lookups.find(key).handle((client, failure) -> {
            if (failure != null) {
                clients.remove(key, loading);
                return loading.complete(Optional.empty());
            }
            clients.replace(
                    key, loading, client.map(LoadingClientRegistry::known).orElse(AbsenceExpiry.NOBODY));
            return loading.complete(client);
        });
        return loading.completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean isNewer(@Nullable CompletableFuture<Optional<Client>> held, long version) {
        return held != null
                && clientIn(held).filter(client -> client.version() > version).isPresent();
    }

    private static Optional<Client> clientIn(CompletableFuture<Optional<Client>> held) {
        return held.isDone() ? held.join() : Optional.empty();
    }

    private static CompletableFuture<Optional<Client>> known(Client client) {
        return CompletableFuture.completedFuture(Optional.of(client));
    }

    private static boolean canBeRegistered(ClientKey key) {
        return !(key instanceof ClientKey.Identifier identifier) || ClientId.isValid(identifier.value());
    }

    private static int weight(ClientKey key) {
        return key instanceof ClientKey.Identifier identifier
                ? 1 + identifier.value().length() / CHARACTERS_PER_WEIGHT
                : 1;
    }
}

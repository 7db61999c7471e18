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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The registered clients from memory, and from the repository what memory does not have.
 *
 * <p>A client is read once and then held, at most so many of them; that a key has no client is held for a while, and asked anew behind
 * the requests that come with it, see {@link Absences}. A change that is published is seen by the next request, and never undone by a
 * reading that began before it. While the repository is away, what is not in memory counts as not registered.
 */
public final class LoadingClientRegistry implements ClientRegistry {

    /** How long a request waits for an answer: after that its key counts as not registered until the answer is there. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** So long after a client was withdrawn there may be news of it as it was before. */
    static final Duration LONGEST_NEWS = Duration.ofMinutes(1);

    private static final CompletableFuture<Optional<Client>> NOBODY =
            CompletableFuture.completedFuture(Optional.empty());

    private final ClientLookups lookups;
    private final Absences absences;

    /** The clients, and the questions under way. */
    private final ConcurrentMap<ClientKey, CompletableFuture<Optional<Client>>> clients;

    /** The last versions of clients that were withdrawn just now. */
    private final Cache<ClientKey, Long> withdrawn;

    /**
     * An empty registry.
     *
     * @param maxKeys how many clients it holds at most, and besides how many keys without one; a long key without counts for several
     */
    public LoadingClientRegistry(ClientRepository repository, long maxKeys) {
        this(repository, maxKeys, Ticker.systemTicker());
    }

    LoadingClientRegistry(ClientRepository repository, long maxKeys, Ticker ticker) {
        this.lookups = new ClientLookups(repository, ticker);
        this.absences = new Absences(maxKeys, ticker, this::isAbsent);
        // With a bound on their number, and none on their age, a use is not noted until there are half as many.
        Cache<ClientKey, CompletableFuture<Optional<Client>>> cache = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                // Its small housekeeping costs less than to wake another thread for it.
                .executor(Runnable::run)
                .build();
        this.clients = cache.asMap();
        this.withdrawn = Caffeine.newBuilder()
                .maximumSize(maxKeys)
                .expireAfterWrite(LONGEST_NEWS)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public CompletableFuture<Optional<Client>> find(ClientKey key) {
        CompletableFuture<Optional<Client>> held = clients.get(key);
        if (held != null) {
            return held;
        }
        return absences.contains(key) || !canBeRegistered(key) ? NOBODY : load(key);
    }

    /** Makes a new or changed client known to the next request. */
    public void publish(Client client) {
        clients.compute(
                client.key(),
                (key, held) -> isNewer(held, client.version()) || isWithdrawn(client) ? held : known(client));
        // Not before, or the key would be held nowhere for a moment, and news of it be passed over.
        absences.remove(client.key());
    }

    /** Makes known to the next request that a client is gone; news of it as it was before may still be under way. */
    public void withdraw(Client client) {
        clients.compute(client.key(), (key, held) -> {
            withdrawn.asMap().merge(key, client.version(), Math::max);
            absences.remove(key);
            return isNewer(held, client.version()) ? held : null;
        });
    }

    /** Whether anything is in memory under a key: a client, that there is none, or a question that is under way. */
    public boolean holds(ClientKey key) {
        return clients.containsKey(key) || absences.contains(key);
    }

    /** Whether what is in memory under the client's key, if anything, may be older than this version of it. */
    public boolean isBehind(Client client) {
        CompletableFuture<Optional<Client>> held = clients.get(client.key());
        return held == null
                ? absences.contains(client.key())
                : clientIn(held)
                        .filter(known -> known.version() >= client.version())
                        .isEmpty();
    }

    /** The clients in memory; all else there, absences and questions under way, is forgotten. */
    public List<Client> held() {
        absences.clear();
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
            clients.computeIfPresent(key, (k, held) -> held == loading ? answer(key, client) : held);
            return loading.complete(client);
        });
        return loading.completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks anew; whoever was registered meanwhile is known to the next request, unless a change was published, which is no older. */
    private CompletableFuture<Boolean> isAbsent(ClientKey key, BooleanSupplier believed) {
        return lookups.find(key).handle((client, failure) -> {
            if (failure != null || client.isEmpty()) {
                return true;
            }
            clients.computeIfAbsent(key, k -> believed.getAsBoolean() ? known(client.get()) : null);
            return false;
        });
    }

    /** What an answer leaves in its place; that there is nobody is noted while nobody can be published under the key. */
    private @Nullable CompletableFuture<Optional<Client>> answer(ClientKey key, Optional<Client> client) {
        if (client.isEmpty()) {
            absences.add(key);
        }
        return client.map(LoadingClientRegistry::known).orElse(null);
    }

    private boolean isWithdrawn(Client client) {
        Long last = withdrawn.getIfPresent(client.key());
        return last != null && last >= client.version();
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
}

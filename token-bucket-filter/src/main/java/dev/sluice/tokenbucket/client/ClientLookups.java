package dev.sluice.tokenbucket.client;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/**
 * Questions to the repository: who is registered under a key?
 *
 * <p>They gather, so that a flood of unknown keys costs the database no more than a few statements a round trip. After a
 * failure nobody asks for {@link #PAUSE}, and then one at a time, for whose answer nobody waits: a repository may also be away by
 * keeping silent.
 */
final class ClientLookups {

    /** How long a failed repository is left alone. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final CompletableFuture<Optional<Client>> RESTING =
            CompletableFuture.failedFuture(new RepositoryUnavailableException("it failed a moment ago"));

    private final Gathering<ClientKey, Optional<Client>> questions;
    private final Ticker ticker;
    private volatile boolean away;
    private volatile long quietUntil;

    ClientLookups(ClientRepository repository, Ticker ticker) {
        this.questions = new Gathering<>(keys -> findAll(repository, keys));
        this.ticker = ticker;
    }

    /** The client registered under a key; fails while the repository is away. */
    CompletableFuture<Optional<Client>> find(ClientKey key) {
        if (!away) {
            return ask(key);
        }
        if (ticker.read() - quietUntil >= 0) {
            rest();
            var unused = ask(key);
        }
        return RESTING;
    }

    private CompletableFuture<Optional<Client>> ask(ClientKey key) {
        return questions.ask(key).whenComplete((client, failure) -> {
            if (failure != null) {
                rest();
            }
            away = failure != null;
        });
    }

    private void rest() {
        quietUntil = ticker.read() + PAUSE.toNanos();
    }

    private static Mono<List<Optional<Client>>> findAll(ClientRepository repository, List<ClientKey> keys) {
        return repository
                .findAll(keys)
                .collectMap(Client::key)
                .map(found -> keys.stream()
                        .map(key -> Optional.ofNullable(found.get(key)))
                        .toList());
    }
}

package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Brings the books to what a batch of lines says: who is not there is created, who has another limit is changed.
 *
 * <p>Lines of one key are taken in their order, those of different keys together.
 */
final class ImportBatch {

    /** Changes under way at a time: enough to hide the way to the database, few enough to leave it to others. */
    private static final int CONCURRENCY = 8;

    /** How often a statement is tried again that the database was too busy for. */
    private static final int RETRIES = 3;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** How often a client is looked for that can't be created because it is there, and is not there. */
    private static final int ATTEMPTS = 3;

    private final Clients clients;
    private final ClientRepository repository;
    private final Limit defaultLimit;

    ImportBatch(Clients clients, ClientRepository repository, Limit defaultLimit) {
        this.clients = clients;
        this.repository = repository;
        this.defaultLimit = defaultLimit;
    }

    /** Takes in these lines; whoever leaves meanwhile does not stop it. */
    Mono<Void> run(List<ImportLine> lines, ImportTally tally) {
        return Mono.fromFuture(
                () -> Flux.fromIterable(rounds(lines))
                        .concatMap(round -> round(round, tally, 1))
                        .then()
                        .toFuture(),
                true);
    }

    /** The lines in rounds, each of which has a key once. */
    private static List<Map<ClientKey, ImportLine>> rounds(List<ImportLine> lines) {
        List<Map<ClientKey, ImportLine>> rounds = new ArrayList<>();
        Map<ClientKey, Integer> seen = new HashMap<>();
        for (ImportLine line : lines) {
            int round = seen.merge(line.key(), 1, Integer::sum);
            if (rounds.size() < round) {
                rounds.add(new LinkedHashMap<>());
            }
            rounds.get(round - 1).put(line.key(), line);
        }
        return rounds;
    }

    private Mono<Void> round(Map<ClientKey, ImportLine> lines, ImportTally tally, int attempt) {
        Map<ClientKey, ImportLine> left = new LinkedHashMap<>(lines);
        List<NewClientBody> bodies =
                lines.values().stream().map(ImportLine::client).toList();
        return Flux.defer(() -> clients.createAll(bodies))
                .retryWhen(whileBusy(tally))
                .doOnNext(created -> {
                    left.remove(created.client().key());
                    tally.created();
                })
                .thenMany(Flux.defer(() -> left.isEmpty() ? Flux.empty() : find(left, tally)))
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMap(
                        client -> settle(client, Objects.requireNonNull(left.remove(client.key())), tally), CONCURRENCY)
                .then(Mono.defer(() -> again(left, tally, attempt)));
    }

    private Flux<Client> find(Map<ClientKey, ImportLine> lines, ImportTally tally) {
        return Flux.defer(() -> repository.findAll(lines.keySet())).retryWhen(whileBusy(tally));
    }

    /**
     * A database that has taken lines before is busy rather than away. What was created by a statement that was given up is
     * found unchanged by the next.
     */
    private static Retry whileBusy(ImportTally tally) {
        return Retry.backoff(RETRIES, FIRST_PAUSE)
                .filter(failure -> failure instanceof RepositoryUnavailableException && tally.kept() > 0)
                .onRetryExhaustedThrow((retry, signal) -> signal.failure());
    }

    private Mono<Void> settle(Client client, ImportLine line, ImportTally tally) {
        if (!client.id().equals(line.client().clientId())) {
            tally.failed(
                    line.number(),
                    "another client has the same address as '" + line.client().clientId() + "'");
            return Mono.empty();
        }
        Limit limit = line.client().limit(defaultLimit);
        if (client.limit().equals(limit)) {
            tally.unchanged();
            return Mono.empty();
        }
        return clients.change(client, limit)
                .hasElement()
                .flatMap(changed -> changed ? Mono.empty() : clients.change(client.id(), old -> limit))
                .then(Mono.fromRunnable(tally::updated))
                .then()
                .onErrorResume(RefusedException.class, gone -> {
                    tally.failed(line.number(), gone.getMessage());
                    return Mono.empty();
                });
    }

    private Mono<Void> again(Map<ClientKey, ImportLine> left, ImportTally tally, int attempt) {
        if (left.isEmpty() || attempt < ATTEMPTS) {
            return left.isEmpty() ? Mono.empty() : round(left, tally, attempt + 1);
        }
        left.values().forEach(line -> tally.failed(line.number(), "the client was created and deleted meanwhile"));
        return Mono.empty();
    }
}

package dev.sluice.admin.client;

import dev.sluice.admin.error.RefusedException;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientListing;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.Registration;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.usage.UsageBook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What can be done with the registered clients; each call ends within {@link #DEADLINE}, but for those that are to be run to their end.
 *
 * <p>A change goes into the books first, then to the bucket, then to the registry: so the next request is decided by it, and
 * no token is given twice. Whoever calls may leave at any time: what is in the books is made live all the same.
 */
final class Clients {

    /** Within two seconds an administrator has an answer; the rest is for the way. */
    static final Duration DEADLINE = Duration.ofMillis(1800);

    private final ClientRepository repository;
    private final LoadingClientRegistry registry;
    private final Ledger ledger;
    private final UsageBook usage;
    private final Limit defaultLimit;
    private final InstantSource clock;
    private final Turns turns = new Turns();

    /**
     * The clients in these books.
     *
     * @param defaultLimit what a new client takes if it is given no limit
     */
    Clients(
            ClientRepository repository,
            LoadingClientRegistry registry,
            Ledger ledger,
            UsageBook usage,
            Limit defaultLimit,
            InstantSource clock) {
        this.repository = repository;
        this.registry = registry;
        this.ledger = ledger;
        this.usage = usage;
        this.defaultLimit = defaultLimit;
        this.clock = clock;
    }

    /** Creates a client whose id and key are free. */
    Mono<Standing> create(NewClientBody body) {
        return uncut(() -> {
            Instant now = now();
            return repository
                    .create(body.newClient(defaultLimit, ledger.now()), now)
                    .doOnNext(created -> registry.publish(created.client()))
                    .switchIfEmpty(Mono.defer(() -> inUse(body.clientId())))
                    .flatMap(this::standing);
        });
    }

    /** Creates those clients whose id and key are free, and answers them. To be run to its end. */
    Flux<Registration> createAll(List<NewClientBody> bodies) {
        Instant now = now();
        List<NewClient> clients = bodies.stream()
                .map(body -> body.newClient(defaultLimit, ledger.now()))
                .toList();
        return repository
                .createAll(clients, now)
                .collectList()
                .doOnNext(created -> created.forEach(registration -> registry.publish(registration.client())))
                .flatMapIterable(created -> created);
    }

    /** The client with this id. */
    Mono<Standing> find(String id) {
        return uncut(() -> read(id).flatMap(this::standing));
    }

    /** What the client with this id did lately. */
    Mono<UsageView> usage(String id) {
        return uncut(() -> read(id).flatMap(registration ->
                Mono.zip(standing(registration), usage.usage(registration.client()), UsageView::of)));
    }

    /** The first clients of a list. */
    Mono<List<Standing>> list(ClientListing listing, int most) {
        return uncut(() ->
                repository.list(listing, most).flatMapSequential(this::standing).collectList());
    }

    /** Gives a client another limit, made of the one that it has; it keeps its tokens, up to the new capacity. */
    Mono<Standing> change(String id, UnaryOperator<Limit> limit) {
        return uncut(() -> {
            Instant end = clock.instant().plus(DEADLINE);
            return turns.take(
                    id,
                    () -> Mono.defer(() -> attempt(id, limit, end))
                            .repeatWhenEmpty(attempts -> attempts)
                            .flatMap(this::standing));
        });
    }

    /**
     * Adds tokens to a client's bucket, as far as there is room: once if at all, and then the books are told.
     *
     * <p>The bucket comes first, since gateways that hear of the books ask it at once. The client is the same and only newer: when its limit was
     * last set stays as it was.
     */
    Mono<Standing> add(String id, BiFunction<Ledger, Client, CompletableFuture<Void>> gift) {
        AtomicBoolean begun = new AtomicBoolean();
        return uncut(() -> {
                    Instant end = clock.instant().plus(DEADLINE);
                    return turns.take(
                            id,
                            () -> read(id).map(Registration::client)
                                    .flatMap(client -> {
                                        begun.set(true);
                                        return Mono.fromFuture(() -> gift.apply(ledger, client));
                                    })
                                    .then(Mono.defer(() -> noted(id, end)).repeatWhenEmpty(attempts -> attempts))
                                    .flatMap(this::standing));
                })
                .onErrorMap(failure -> begun.get() && !(failure instanceof RefusedException), Clients::unknown);
    }

    /** Tells the books what the bucket holds; empty if they have changed since they were read. */
    private Mono<Registration> noted(String id, Instant end) {
        return clock.instant().isBefore(end)
                ? read(id).flatMap(read -> change(read.client(), read.client().limit(), read.updatedAt()))
                : Mono.error(late());
    }

    private static RefusedException unknown(Throwable cause) {
        return new RefusedException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Service not available; the tokens may or may not have been added",
                cause);
    }

    private Mono<Registration> attempt(String id, UnaryOperator<Limit> limit, Instant end) {
        return clock.instant().isBefore(end)
                ? read(id).map(Registration::client).flatMap(client -> change(client, limit.apply(client.limit())))
                : Mono.error(late());
    }

    /** Gives a client another limit; empty if it has changed since it was read. To be run to its end. */
    Mono<Registration> change(Client client, Limit limit) {
        return Mono.defer(() -> change(client, limit, now()));
    }

    private Mono<Registration> change(Client client, Limit limit, Instant updatedAt) {
        return Mono.fromFuture(() -> ledger.level(client))
                .map(level -> limit.refilled(level, Duration.ZERO))
                .flatMap(level -> repository.change(client, limit, Fill.of(level, ledger.now()), updatedAt))
                .doOnNext(changed -> {
                    ledger.update(changed.client());
                    registry.publish(changed.client());
                });
    }

    /** Removes the client with this id, if there is one. */
    Mono<Void> delete(String id) {
        return uncut(() -> repository
                .delete(id)
                .doOnNext(client -> {
                    registry.withdraw(client);
                    ledger.forget(client);
                })
                .then());
    }

    private Mono<Registration> read(String id) {
        return repository
                .find(id)
                .switchIfEmpty(Mono.error(
                        () -> new RefusedException(HttpStatus.NOT_FOUND, "client '" + id + "' does not exist")));
    }

    private Mono<Standing> standing(Registration registration) {
        return Mono.fromFuture(() -> ledger.level(registration.client()))
                .map(level -> new Standing(registration, level, now()));
    }

    /** Ids are free of each other, unless they are addresses. */
    private <T> Mono<T> inUse(String id) {
        Mono<Boolean> exists = ClientKey.ofClientId(id) instanceof ClientKey.Address
                ? repository.find(id).hasElement()
                : Mono.just(true);
        return exists.flatMap(there -> Mono.error(new RefusedException(
                HttpStatus.CONFLICT,
                there ? "client '" + id + "' exists already" : "another client has the same address as '" + id + "'")));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Runs to its end, whoever has stopped waiting for it. */
    private static <T> Mono<T> uncut(Supplier<Mono<T>> work) {
        return Mono.fromFuture(
                        () -> Mono.defer(work).toFuture().copy().orTimeout(DEADLINE.toMillis(), TimeUnit.MILLISECONDS),
                        true)
                .onErrorMap(TimeoutException.class, timeout -> late());
    }

    private static RepositoryUnavailableException late() {
        return new RepositoryUnavailableException("no end within " + DEADLINE);
    }
}

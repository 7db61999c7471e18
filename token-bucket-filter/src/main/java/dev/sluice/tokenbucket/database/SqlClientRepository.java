package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientId;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientListing;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.Gathering;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.Registration;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The clients' books in the table {@code sluice_clients}: each call is one statement. */
final class SqlClientRepository implements ClientRepository {

    private final Database database;
    private final Statements statements;
    private final Gathering<Creation, Optional<Registration>> creations = new Gathering<>(this::createTogether);

    SqlClientRepository(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    @Override
    public Flux<Client> findAll(Collection<ClientKey> keys) {
        String[] ids = keys.stream()
                .filter(ClientKey.Identifier.class::isInstance)
                .map(key -> ((ClientKey.Identifier) key).value())
                .toArray(String[]::new);
        String[] addresses = keys.stream()
                .filter(ClientKey.Address.class::isInstance)
                .map(ClientKey::toString)
                .toArray(String[]::new);
        return database.many(sql -> sql.sql(Statements.FIND_ALL)
                .bind("ids", ids)
                .bind("addresses", addresses)
                .map(Rows::client)
                .all());
    }

    @Override
    public Mono<Registration> find(String id) {
        return ClientId.isValid(id)
                ? database.one(sql -> sql.sql(Statements.FIND)
                        .bind("id", id)
                        .map(Rows::registration)
                        .one())
                : Mono.empty();
    }

    @Override
    public Flux<Registration> list(ClientListing listing, int most) {
        PageStatement page = PageStatement.of(listing, statements.search());
        return database.many(sql -> sql.sql(page.sql())
                .bindValues(page.values())
                .bind("most", most)
                .map(Rows::registration)
                .all());
    }

    @Override
    public Mono<Registration> create(NewClient client, Instant now) {
        return Mono.fromFuture(() -> creations.ask(new Creation(client, now)), true)
                .flatMap(Mono::justOrEmpty);
    }

    /** Of several who want one id, the first gets it. */
    private Mono<List<Optional<Registration>>> createTogether(List<Creation> creations) {
        Instant now = creations.get(creations.size() - 1).now();
        List<NewClient> clients = creations.stream().map(Creation::client).toList();
        return createAll(clients, now)
                .collectMap(registration -> registration.client().id())
                .map(created -> clients.stream()
                        .map(client -> Optional.ofNullable(created.remove(client.id())))
                        .toList());
    }

    /** In the order of the ids, so that two batches never wait for each other; of two with one key, the first. */
    @Override
    public Flux<Registration> createAll(Collection<NewClient> clients, Instant now) {
        Map<ClientKey, NewClient> byKey = clients.stream()
                .collect(Collectors.toMap(
                        client -> ClientKey.ofClientId(client.id()), Function.identity(), (first, second) -> first));
        List<NewClient> ordered = byKey.values().stream()
                .sorted(Comparator.comparing(NewClient::id))
                .toList();
        return database.many(sql -> sql.sql(statements.createAll())
                .bind("ids", column(ordered, String.class, NewClient::id))
                .bind("addresses", column(ordered, String.class, client -> address(client.id())))
                .bind(
                        "capacities",
                        column(ordered, Long.class, client -> client.limit().capacity()))
                .bind("rates", column(ordered, BigDecimal.class, client -> Rows.rate(client.limit())))
                .bind("tokens", column(ordered, BigDecimal.class, client -> Rows.tokens(client.fill())))
                .bind(
                        "times",
                        column(
                                ordered,
                                OffsetDateTime.class,
                                client -> Rows.time(client.fill().at())))
                .bind("now", Rows.time(now))
                .map(Rows::registration)
                .all());
    }

    @Override
    public Mono<Registration> change(Client client, Limit limit, Fill fill, Instant now) {
        return database.one(sql -> sql.sql(statements.change())
                .bind("id", client.id())
                .bind("version", client.version())
                .bind("capacity", limit.capacity())
                .bind("rate", limit.ratePerSec())
                .bind("tokens", Rows.tokens(fill))
                .bind("time", Rows.time(fill.at()))
                .bind("now", Rows.time(now))
                .map(Rows::registration)
                .one());
    }

    @Override
    public Mono<Client> delete(String id) {
        return ClientId.isValid(id)
                ? database.one(sql -> sql.sql(statements.delete())
                        .bind("id", id)
                        .map(Rows::client)
                        .one())
                : Mono.empty();
    }

    @Override
    public Mono<Void> saveFills(Collection<Client> clients) {
        List<Client> ordered =
                clients.stream().sorted(Comparator.comparing(Client::id)).toList();
        return database.one(sql -> sql.sql(statements.saveFills())
                        .bind("ids", column(ordered, String.class, Client::id))
                        .bind("versions", column(ordered, Long.class, Client::version))
                        .bind("tokens", column(ordered, BigDecimal.class, client -> Rows.tokens(client.fill())))
                        .bind(
                                "times",
                                column(
                                        ordered,
                                        OffsetDateTime.class,
                                        client -> Rows.time(client.fill().at())))
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    private record Creation(NewClient client, Instant now) {}

    private static <S, T> T[] column(List<S> clients, Class<T> type, Function<S, T> value) {
        @SuppressWarnings("unchecked")
        T[] column = (T[]) Array.newInstance(type, clients.size());
        Arrays.setAll(column, i -> value.apply(clients.get(i)));
        return column;
    }

    /** Empty where the id is no address: not every driver takes a null in an array. */
    private static String address(String id) {
        return ClientKey.ofClientId(id) instanceof ClientKey.Address address ? address.toString() : "";
    }
}

package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.Registration;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ChangeReaderTest {

    private static final Limit TEN = Limit.of(10, 1);
    private static final Limit FIVE = Limit.of(5, 1);

    private final OpenDatabase database = OpenDatabase.in(PostgresServer.shared());
    private final ClientRepository clients = database.repository();
    private final ChangeLog log = new ChangeLog(database.way());
    private final News news = new News();
    private final ChangeReader reader = new ChangeReader(log, clients, news, ChangeReader.KEPT);

    @BeforeEach
    void begin() {
        reader.read();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aCreationAChangeAndADeletionAreEachToldOnce() {
        Client created = create("ann");
        reader.read();
        Client changed = change(created);
        reader.read();
        assertThat(clients.delete("ann").block()).isEqualTo(changed);
        reader.read();
        reader.read();

        assertThat(news.changed).containsExactly(created, changed);
        assertThat(news.gone).singleElement().satisfies(gone -> {
            assertThat(gone.key()).isEqualTo(changed.key());
            assertThat(gone.limit()).isEqualTo(FIVE);
            assertThat(gone.generation()).isEqualTo(created.generation());
            assertThat(gone.version()).isGreaterThan(changed.version());
        });
    }

    @Test
    void whatWasThereBeforeTheFirstReadingIsNoNews() {
        create("ann");
        News others = new News();
        new ChangeReader(log, clients, others, ChangeReader.KEPT).read();

        assertThat(others.changed).isEmpty();
        reader.read();
        assertThat(news.changed).hasSize(1);
    }

    @Test
    void ofTwoTransactionsThatEndInTheWrongOrderBothAreTold() {
        Client ann = create("ann");
        Client bob = create("bob");
        reader.read();
        news.changed.clear();
        Connection first = begun(ann);
        Connection second = begun(bob);

        commit(second);
        reader.read();
        assertThat(news.changed).extracting(Client::id).containsExactly("bob");
        reader.read();
        commit(first);
        reader.read();
        assertThat(news.changed).extracting(Client::id).containsExactly("bob", "ann");
    }

    @Test
    void whatWasRolledBackIsNotTold() {
        Client ann = create("ann");
        reader.read();
        Connection connection = begun(ann);
        Mono.from(connection.rollbackTransaction())
                .then(Mono.from(connection.close()))
                .block();
        reader.read();

        assertThat(news.changed).containsExactly(ann);
    }

    @Test
    void whoWasDeletedAndCreatedAgainIsToldAsWhoIsThereNow() {
        create("ann");
        clients.delete("ann").block();
        Client again = create("ann");
        reader.read();

        assertThat(news.changed).isNotEmpty().containsOnly(again);
        assertThat(news.gone).isEmpty();
    }

    @Test
    void moreThanOneStatementTakesAreAllToldOnce() {
        List<NewClient> many = IntStream.range(0, 2 * ChangeLog.MOST + 1)
                .mapToObj(i -> new NewClient("client-" + i, TEN, Fill.full(TEN)))
                .toList();
        List<String> created = clients.createAll(many, Instant.now())
                .map(registration -> registration.client().id())
                .collectList()
                .block();
        reader.read();

        assertThat(created).hasSameSizeAs(many);
        assertThat(news.changed).extracting(Client::id).containsExactlyInAnyOrderElementsOf(created);
    }

    @Test
    void savingFillsWritesNoChange() {
        Client ann = create("ann");
        assertThat(listed()).hasSize(1);
        Fill fill = Fill.of(Level.ofTokens(3), Instant.now());
        clients.saveFills(List.of(ann.filled(fill))).block();

        assertThat(clients.find("ann").map(found -> found.client().fill()).block())
                .isEqualTo(fill);
        assertThat(listed()).hasSize(1);
    }

    @Test
    void manyWhoAreDeletedByOneStatementAreAllTold() {
        create("ann");
        create("bob");
        reader.read();
        execute("delete from sluice_clients");
        reader.read();

        assertThat(news.gone).extracting(Client::id).containsExactlyInAnyOrder("ann", "bob");
    }

    @Test
    void whoMayChangeClientsNeedsNothingElse() {
        create("ann");
        Connection connection = Mono.from(database.pool().create()).block();
        Objects.requireNonNull(connection);
        Mono.from(connection.beginTransaction())
                .thenMany(Flux.just(
                                "create role sluice_operator",
                                "grant update, select on sluice_clients to sluice_operator",
                                "set local role sluice_operator",
                                "set local search_path to pg_catalog",
                                "update public.sluice_clients set capacity = 5, version = version + 1000",
                                "reset role",
                                "drop owned by sluice_operator",
                                "drop role sluice_operator")
                        .concatMap(
                                sql -> Mono.from(connection.createStatement(sql).execute())
                                        .flatMapMany(Result::getRowsUpdated)))
                .then(Mono.from(connection.commitTransaction()))
                .then(Mono.from(connection.close()))
                .block();
        reader.read();

        assertThat(news.changed).isNotEmpty().extracting(Client::limit).containsOnly(FIVE);
    }

    @Test
    void afterATimeInWhichChangesMayHaveBeenPrunedAllThatIsHeldIsReadAgain() {
        ChangeReader late = new ChangeReader(log, clients, news, Duration.ZERO);
        late.read();
        Client ann = create("ann");
        Client bob = create("bob");
        Client eve = create("eve");
        news.held.addAll(List.of(ann, bob));
        Client changed = change(ann);
        clients.delete("bob").block();
        late.read();

        assertThat(news.changed).containsExactly(changed).doesNotContain(eve);
        assertThat(news.gone).containsExactly(bob);
    }

    @Test
    void allThatIsHeldIsReadInBatches() {
        ChangeReader late = new ChangeReader(log, clients, news, Duration.ZERO);
        Client ann = create("ann");
        IntStream.range(0, 2 * ChangeLog.MOST).forEach(i -> news.held.add(Client.of("client-" + i, TEN)));
        news.held.add(ann);
        late.read();

        assertThat(news.changed).containsExactly(ann);
        assertThat(news.gone).hasSize(2 * ChangeLog.MOST);
    }

    @Test
    void pruningKeepsWhatSomebodyMayNotHaveSeen() {
        Client ann = create("ann");
        create("bob");
        Connection open = begun(ann);
        Mark mark = mark();
        create("eve");
        commit(open);

        assertThat(log.prune(mark).block()).isFalse();
        assertThat(listed()).containsExactly("ann", "eve");
        log.prune(mark()).block();
        assertThat(listed()).isEmpty();
    }

    @Test
    void aStatementPrunesSoManyAtMost() {
        execute(
                "insert into sluice_client_changes (version, client_id, capacity, rate_per_sec, tokens, refilled_at, generation)"
                        + " select n, n, 1, 1, 1, now(), 1 from generate_series(1, " + (ChangeLog.MOST + 1) + ") n");
        Mark mark = mark();

        assertThat(log.prune(mark).block()).isTrue();
        assertThat(listed()).hasSize(1);
        assertThat(log.prune(mark).block()).isFalse();
        assertThat(listed()).isEmpty();
    }

    @Test
    void whatIsOldIsPrunedByAndBy() {
        ChangeReader hasty = new ChangeReader(log, clients, news, Duration.ZERO);
        create("ann");
        reader.read();
        assertThat(listed()).hasSize(1);

        await().untilAsserted(() -> {
            hasty.read();
            assertThat(listed()).isEmpty();
        });
    }

    private Client create(String id) {
        return clients.create(new NewClient(id, TEN, Fill.full(TEN)), Instant.now())
                .map(Registration::client)
                .blockOptional()
                .orElseThrow();
    }

    private Client change(Client client) {
        return clients.change(client, FIVE, Fill.full(FIVE), Instant.now())
                .map(Registration::client)
                .blockOptional()
                .orElseThrow();
    }

    private Mark mark() {
        return log.since(null).map(ChangePage::mark).blockOptional().orElseThrow();
    }

    /** The ids in the table of changes. */
    private List<String> listed() {
        return database.sql()
                .sql("select client_id from sluice_client_changes order by client_id")
                .map(row -> Objects.requireNonNull(row.get(0, String.class)))
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private void execute(String sql) {
        database.sql().sql(sql).then().block();
    }

    /** A transaction that has changed a client and is not committed. */
    private Connection begun(Client client) {
        Connection connection =
                Mono.from(database.pool().create()).blockOptional().orElseThrow();
        Mono.from(connection.beginTransaction())
                .thenMany(Mono.from(connection
                                .createStatement("update sluice_clients set version = nextval('sluice_client_versions')"
                                        + " where client_id = $1")
                                .bind(0, client.id())
                                .execute())
                        .flatMapMany(Result::getRowsUpdated))
                .blockLast();
        return connection;
    }

    private static void commit(Connection connection) {
        Mono.from(connection.commitTransaction())
                .then(Mono.from(connection.close()))
                .block();
    }
}

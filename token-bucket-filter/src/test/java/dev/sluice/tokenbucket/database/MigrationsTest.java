package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MigrationsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private PostgresServer server;

    @BeforeAll
    void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void tablesOfOthersAreNoneOfItsBusiness() throws SQLException {
        String url = OpenDatabase.urlIn(server);
        try (Connection others = connect(url)) {
            run(others, "create table orders (id int primary key)");

            migrate(url);
            assertThat(count(others, "select count(*) from sluice_clients")).isZero();
        }
    }

    @Test
    void norInH2() throws SQLException {
        String url = "r2dbc:h2:mem:///MigrationsTest?options=DB_CLOSE_DELAY=-1";
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(url);
        String address = JdbcUrl.of(options, Dialect.H2);
        try (Connection others = DriverManager.getConnection(address)) {
            run(others, "create table orders (id int primary key)");

            Migrations.run(address, options, Dialect.H2);
            assertThat(count(others, "select count(*) from sluice_clients")).isZero();
        }
    }

    /**
     * Of gateways that start together one makes the history, here after another has seen that there is none, and
     * before it sees that the schema is empty. For that question it needs {@code pg_depend}.
     */
    @Test
    void aHistoryThatAnotherGatewayIsJustMaking() throws SQLException {
        String url = OpenDatabase.urlIn(server);
        try (Connection other = connect(url)) {
            migrate(url);
            run(other, "create schema made", "alter table sluice_schema_history set schema made");
            run(other, "drop schema public cascade", "create schema public");
            other.setAutoCommit(false);
            run(other, "lock table pg_catalog.pg_depend in access exclusive mode");

            CompletableFuture<Void> start = CompletableFuture.runAsync(() -> migrate(url));
            await().atMost(PATIENCE)
                    .until(() -> count(
                                    other,
                                    "select count(*) from pg_locks"
                                            + " where relation = 'pg_depend'::regclass and not granted")
                            == 1);
            run(other, "create table sluice_schema_history (like made.sluice_schema_history including all)");
            other.commit();

            assertThat(start).succeedsWithin(PATIENCE);
            assertThat(count(other, "select count(*) from sluice_clients")).isZero();
        }
    }

    @Test
    void stepsOfEarlierGatewaysThatAreNoMoreAndOfLaterOnesAreLeftAlone() throws SQLException {
        String url = OpenDatabase.urlIn(server);
        migrate(url);
        try (Connection other = connect(url)) {
            for (String version : new String[] {"2", "10000"}) {
                run(
                        other,
                        "insert into sluice_schema_history select installed_rank + 100 * %1$s, '%1$s', 'other', type, 'other', 1,"
                                        .formatted(version)
                                + " installed_by, installed_on, execution_time, success"
                                + " from sluice_schema_history where version = '1'");
            }

            migrate(url);
            assertThat(count(other, "select count(*) from sluice_schema_history where description = 'other'"))
                    .isEqualTo(2);
        }
    }

    @Test
    void eachDatabaseIsAnInstallationOfItsOwn() {
        String url = OpenDatabase.urlIn(server);
        try (OpenDatabase one = OpenDatabase.at(url);
                OpenDatabase again = OpenDatabase.at(url);
                OpenDatabase other = OpenDatabase.in(server)) {
            assertThat(one.database().installation())
                    .isPresent()
                    .isEqualTo(again.database().installation())
                    .isNotEqualTo(other.database().installation());
        }
    }

    private static void migrate(String url) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(url);
        Migrations.run(JdbcUrl.of(options, Dialect.POSTGRESQL), options, Dialect.POSTGRESQL);
    }

    private Connection connect(String url) throws SQLException {
        String address = JdbcUrl.of(ConnectionFactoryOptions.parse(url), Dialect.POSTGRESQL);
        return DriverManager.getConnection(address, server.user(), server.password());
    }

    private static void run(Connection connection, String... statements) throws SQLException {
        for (String statement : statements) {
            connection.createStatement().execute(statement);
        }
    }

    private static long count(Connection connection, String question) throws SQLException {
        ResultSet answer = connection.createStatement().executeQuery(question);
        answer.next();
        return answer.getLong(1);
    }
}

package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real PostgreSQL that freezes, dies and comes back under two gateways that share it. */
class ClientChangesOutageTest {

    private static final Limit TEN = Limit.of(10, Limit.MIN_RATE);
    private static final Limit FOUR = Limit.of(4, Limit.MIN_RATE);

    /** The pools of both gateways, their listening connections, and ours. */
    private static final long MOST_SESSIONS = 2 * (10 + 1) + 1;

    private static final int A_FEW_SECONDS = 5;

    private final PostgresServer server = PostgresServer.start();
    private final String url = OpenDatabase.urlIn(server);
    private final LiveGateway here = LiveGateway.at(url);
    private final LiveGateway there = LiveGateway.at(url);
    private final Client ann = here.create("ann", TEN);

    @BeforeEach
    void hold() {
        assertThat(there.find("ann")).contains(ann);
        awaitListeners();
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        server.close();
    }

    @Test
    void whatWasChangedBehindAFrozenServerActsWhenItGoesOn() {
        server.freeze();
        CompletableFuture<Void> change = CompletableFuture.runAsync(this::changeInTheBooks);
        awaitOutage();
        assertThat(there.find("ann")).contains(ann);
        server.thaw();
        change.join();

        awaitLimit(FOUR);
        assertThatNothingHasPiledUp();
    }

    @Test
    void whatWasChangedBehindARestartedServerActs() {
        server.stop();
        awaitOutage();
        assertThat(there.find("ann")).contains(ann);
        server.restart();
        changeInTheBooks();

        awaitLimit(FOUR);
        assertThatNothingHasPiledUp();
        here.change(there.find("ann").orElseThrow(), TEN);
        awaitLimit(TEN);
    }

    /** Another server that has taken its place may have lost what was the last to be seen, and count on from there. */
    @Test
    void whoeverHeldClientsReadsThemAgainAfterARestart() {
        News news = new News();
        news.held.add(ann);
        ChangeReader reader =
                new ChangeReader(new ChangeLog(here.database().way()), here.clients(), news, ChangeReader.KEPT);
        reader.read();
        news.changed.clear();
        reader.read();
        assertThat(news.changed).isEmpty();
        server.stop();
        server.restart();

        await().ignoreExceptions().untilAsserted(() -> {
            reader.read();
            assertThat(news.changed).containsExactly(ann);
        });
    }

    @Test
    @Timeout(A_FEW_SECONDS)
    void whileTheServerIsFrozenTheLoopCanBeStopped() {
        server.freeze();
        awaitOutage();
        there.changes().stop();

        assertThat(loops()).isEqualTo(1);
        server.thaw();
    }

    /** By somebody who waits as long as it takes. */
    private void changeInTheBooks() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update sluice_clients set capacity = 4, tokens = 4,"
                    + " version = nextval('sluice_client_versions') where client_id = 'ann'");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                url.replaceFirst("r2dbc:postgresql://.*@", "jdbc:postgresql://"), server.user(), server.password());
    }

    private void awaitOutage() {
        await().until(() -> there.database().state().outage().isPresent());
    }

    private void awaitLimit(Limit limit) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(there.find("ann").map(Client::limit)).contains(limit));
        assertThat(there.take(ann, limit.capacity() + 1)).isFalse();
    }

    private void assertThatNothingHasPiledUp() {
        awaitListeners();
        assertThat(count("select count(*) from pg_stat_activity where datname = current_database()"))
                .isLessThanOrEqualTo(MOST_SESSIONS);
        assertThat(loops()).isEqualTo(2);
    }

    private void awaitListeners() {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(
                                count("select count(*) from pg_stat_activity where datname = current_database()"
                                        + " and query = 'listen sluice_clients'"))
                        .isEqualTo(2));
    }

    private long count(String sql) {
        return here.database().count(sql);
    }

    private static long loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("sluice-changes"))
                .count();
    }
}

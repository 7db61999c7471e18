package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Two gateways on one PostgreSQL: what is changed on one acts on the other. */
class ClientChangesTest {

    private static final Limit TEN = Limit.of(10, Limit.MIN_RATE);
    private static final Limit FOUR = Limit.of(4, Limit.MIN_RATE);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final String LISTENERS = "datname = current_database() and query = 'listen sluice_clients'";

    private final String url = OpenDatabase.urlIn(PostgresServer.shared());
    private final LiveGateway here = LiveGateway.at(url);
    private LiveGateway there = LiveGateway.at(url);

    @BeforeEach
    void listen() {
        awaitListeners(2);
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
    }

    @Test
    void aNewLimitActs() {
        assertThatANewLimitActs();
    }

    @Test
    void whoWasNobodyUntilNowIsThere() {
        assertThat(there.find("ann")).isEmpty();
        Client ann = here.create("ann", TEN);

        withinASecond().untilAsserted(() -> assertThat(there.find("ann")).contains(ann));
    }

    @Test
    void whoIsDeletedIsGone() {
        here.create("ann", TEN);
        assertThat(there.find("ann")).isPresent();
        here.clients().delete("ann").block();

        withinASecond().untilAsserted(() -> assertThat(there.find("ann")).isEmpty());
    }

    @Test
    void whoIsDeletedAndCreatedAgainBeginsAnewAndStays() {
        Client first = here.create("ann", TEN);
        assertThat(there.find("ann")).contains(first);
        assertThat(there.take(first, 10)).isTrue();
        here.clients().delete("ann").block();
        Client second = here.create("ann", FOUR);

        withinASecond().untilAsserted(() -> assertThat(there.find("ann")).contains(second));
        assertThat(there.take(second, 4)).isTrue();
        assertThat(there.take(first, 1)).isFalse();
        // Later news of another client: by then, those of the deletion have come.
        assertThat(there.find("bob")).isEmpty();
        Client bob = here.create("bob", TEN);
        withinASecond().untilAsserted(() -> assertThat(there.find("bob")).contains(bob));
        assertThat(there.find("ann")).contains(second);
    }

    @Test
    void aClientWithAnAddressForAnIdIsMadeLiveByItsAddress() {
        assertThat(there.find("192.0.2.1")).isEmpty();
        Client client = here.create("::ffff:192.0.2.1", TEN);

        withinASecond().untilAsserted(() -> assertThat(there.find("192.0.2.1")).contains(client));
    }

    @Test
    void newsOfOnesOwnChangesGiveNoTokens() {
        Client ann = here.create("ann", TEN);
        assertThat(here.find("ann")).contains(ann);
        assertThat(here.take(ann, 7)).isTrue();
        assertThat(there.find("bob")).isEmpty();
        here.create("bob", TEN);
        withinASecond().untilAsserted(() -> assertThat(there.find("bob")).isPresent());

        assertThat(here.find("ann")).contains(ann);
        assertThat(here.take(ann, 4)).isFalse();
    }

    @Test
    void withoutNotificationsAChangeActsAllTheSame() {
        restartThere(Optional.of(new Refusal()), ClientChanges.PAUSE);

        assertThatANewLimitActs();
    }

    @Test
    void aNotificationSufficesByItself() {
        restartThere(Optional.empty(), NEVER);
        awaitListeners(2);

        assertThatANewLimitActs();
    }

    @Test
    void aListeningConnectionThatIsCutIsMissedByNobodyAndComesBack() {
        Client ann = here.create("ann", TEN);
        assertThat(there.find("ann")).contains(ann);
        assertThat(cutListeners()).isEqualTo(2);
        Client changed = here.change(ann, FOUR);

        withinASecond().untilAsserted(() -> assertThat(there.find("ann")).contains(changed));
        awaitListeners(2);
    }

    @Test
    void whoIsStoppedAsksNoMoreAndListensNoMore() {
        there.changes().stop();

        assertThat(there.changes().isRunning()).isFalse();
        awaitListeners(1);
    }

    @Test
    void whoIsStartedAgainHasMissedNothing() {
        Client ann = here.create("ann", TEN);
        assertThat(there.find("ann")).contains(ann);
        there.changes().stop();
        Client changed = here.change(ann, FOUR);
        there.changes().start();

        withinASecond().untilAsserted(() -> assertThat(there.find("ann")).contains(changed));
    }

    @Test
    void inH2ThereIsNobodyElse() {
        try (OpenDatabase h2 = OpenDatabase.at("r2dbc:h2:mem:///ClientChangesTest")) {
            assertThat(h2.database().changes(new News()).isAutoStartup()).isFalse();
        }
    }

    private void assertThatANewLimitActs() {
        Client ann = here.create("ann", TEN);
        assertThat(there.find("ann")).contains(ann);
        assertThat(there.take(ann, 1)).isTrue();
        Client changed = here.change(ann, FOUR);

        withinASecond().untilAsserted(() -> assertThat(there.find("ann")).contains(changed));
        assertThat(there.take(ann, 5)).isFalse();
        assertThat(there.take(ann, 4)).isTrue();
    }

    private void restartThere(Optional<ConnectionFactory> notifications, Duration pause) {
        there.close();
        there = new LiveGateway(OpenDatabase.at(url), notifications, pause);
    }

    private static ConditionFactory withinASecond() {
        return await().pollInSameThread().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(1));
    }

    private void awaitListeners(long expected) {
        await().untilAsserted(() -> assertThat(count("select count(*) from pg_stat_activity where " + LISTENERS))
                .isEqualTo(expected));
    }

    private long cutListeners() {
        return count("select count(pg_terminate_backend(pid)) from pg_stat_activity where " + LISTENERS);
    }

    private long count(String sql) {
        return here.database().count(sql);
    }

    /** What gives no connection. */
    private static final class Refusal implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.error(new R2dbcNonTransientResourceException("no"));
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "PostgreSQL";
        }
    }
}

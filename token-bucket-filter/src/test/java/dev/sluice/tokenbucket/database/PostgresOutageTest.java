package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.local.FillSaver;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** A real PostgreSQL that freezes, dies and comes back under a registry, a ledger and a saver. */
class PostgresOutageTest {

    private static final Limit LIMIT = Limit.of(1000, Limit.MIN_RATE);
    private static final ClientKey EVE = ClientKey.ofClientId("eve");
    private static final long TWO_SECONDS = 2;
    private static final Retry UNTIL_BACK = Retry.fixedDelay(300, Duration.ofMillis(100));

    private final PostgresServer server = PostgresServer.start();
    private final OpenDatabase database = OpenDatabase.in(server);
    private final LoadingClientRegistry registry = new LoadingClientRegistry(database.repository(), 1000);
    private final LocalLedger ledger = new LocalLedger(LIMIT, 10, MonotonicClock.system(), Instant.now());
    private final FillSaver saver = new FillSaver(ledger, database.repository());

    @BeforeEach
    void registerAnn() {
        database.repository()
                .create(new NewClient("ann", LIMIT, Fill.full(LIMIT)), Instant.now())
                .block();
        take(10);
        saver.save();
    }

    @AfterEach
    void stop() {
        database.close();
        server.close();
    }

    @Test
    void aFrozenServerHoldsNobodyUpAndMissesNothing() {
        server.freeze();
        assertAway();
        server.thaw();
        assertBack();
    }

    @Test
    void aServerThatDiedHoldsNobodyUpAndMissesNothing() {
        server.stop();
        assertAway();
        server.restart();
        assertBack();
    }

    private void assertAway() {
        take(20);
        assertThat(registry.find(EVE).orTimeout(TWO_SECONDS, TimeUnit.SECONDS).join())
                .isEmpty();
        assertThatExceptionOfType(RepositoryUnavailableException.class)
                .isThrownBy(() -> database.repository().find("ann").block(Duration.ofSeconds(TWO_SECONDS)));
        assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(saver::save);
        assertThat(database.state().outage()).isPresent();
        take(30);
    }

    private void assertBack() {
        Mono.fromRunnable(() -> assertThat(database.state().outage()).isEmpty())
                .retryWhen(UNTIL_BACK)
                .block();
        assertThat(database.state().outage()).isEmpty();
        saver.save();
        assertThat(database.repository()
                        .find("ann")
                        .map(found -> found.client().fill().level().tokens())
                        .block())
                .isEqualTo(940);
        assertThat(registry.find(ClientKey.ofClientId("bob")).join()).isEqualTo(Optional.empty());
    }

    private void take(long tokens) {
        Client ann = registry.find(ClientKey.ofClientId("ann")).join().orElseThrow();
        assertThat(ledger.take(ann, tokens).join().admitted()).isTrue();
    }
}

package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

class ClientDatabaseTest {

    private static final ConnectionFactoryOptions OPTIONS =
            ConnectionFactoryOptions.parse("r2dbc:h2:mem:///ClientDatabaseTest?options=DB_CLOSE_DELAY=-1");
    private static final String ADDRESS = "jdbc:h2:mem:ClientDatabaseTest";
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    @Test
    void aFirstConnectionThatTakesTooLongIsTriedAgain() {
        SlowConnections connections = new SlowConnections(3);

        try (ClientDatabase database = open(connections)) {
            assertThat(database.repository().list("", 10).collectList().block()).isEmpty();
        }
        assertThat(connections.failures).hasNonPositiveValue();
    }

    @Test
    void noConnectionAtAllIsToldWithTheAddress() {
        assertThatExceptionOfType(ClientDatabaseException.class)
                .isThrownBy(() -> open(new SlowConnections(Integer.MAX_VALUE)))
                .withMessageContaining(ADDRESS)
                .withRootCauseExactlyInstanceOf(R2dbcTimeoutException.class);
    }

    @Test
    void aPoolThatWaitsForEverIsNotWaitedForSoLong() {
        SlowConnections silent = new SlowConnections(0) {
            @Override
            public Publisher<? extends Connection> create() {
                return Mono.never();
            }
        };

        assertThatExceptionOfType(ClientDatabaseException.class)
                .isThrownBy(() -> ClientDatabase.connect(DatabaseClient.create(silent), ADDRESS, A_MOMENT)
                        .block())
                .withMessageContaining(ADDRESS);
    }

    private static ClientDatabase open(ConnectionFactory connections) {
        return new ClientDatabase(connections, OPTIONS, new DatabaseState(InstantSource.system()));
    }

    /** Connections of which the first ones do not come in time. */
    private static class SlowConnections implements ConnectionFactory {

        private final ConnectionFactory connections = ConnectionFactories.get(OPTIONS);
        private final AtomicInteger failures;

        SlowConnections(int failures) {
            this.failures = new AtomicInteger(failures);
        }

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.defer(() -> failures.getAndDecrement() > 0
                    ? Mono.error(new R2dbcTimeoutException("too slow"))
                    : Mono.from(connections.create()));
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return connections.getMetadata();
        }
    }
}

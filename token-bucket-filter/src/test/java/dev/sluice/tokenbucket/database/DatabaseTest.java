package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.r2dbc.BadSqlGrammarException;

/** Which failures of a statement are an outage of the database. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseTest {

    @Test
    void aDatabaseInMemoryKeepsItsTables() {
        try (OpenDatabase database = OpenDatabase.at("r2dbc:h2:mem:///DatabaseTest")) {
            assertThat(database.repository().list("", 10).collectList().block()).isEmpty();
        }
    }

    @Test
    void aTableThatIsNotThereIsNoOutageAndIsToldOnce(CapturedOutput output) {
        try (OpenDatabase database = OpenDatabase.at("r2dbc:h2:mem:///DatabaseTest?options=DB_CLOSE_DELAY=-1")) {
            database.sql().sql("drop table sluice_clients").then().block();

            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(BadSqlGrammarException.class)
                        .isThrownBy(() -> database.repository().find("ann").block());
            }
            assertThat(database.state().outage()).isEmpty();
        }
        assertThat(output.getOut().lines().filter(line -> line.contains("refuses")))
                .singleElement()
                .asString()
                .contains("ERROR", "SLUICE_CLIENTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"42501", "42P01", "23514", "22003", "25001"})
    void whatPostgresqlRefusesIsNoOutage(String state) {
        try (OpenDatabase database = OpenDatabase.in(PostgresServer.shared())) {
            assertThatException()
                    .isThrownBy(() -> fail(database, state))
                    .isNotInstanceOf(RepositoryUnavailableException.class)
                    .withMessageContaining("no luck");
            assertThat(database.state().outage()).isEmpty();
        }
    }

    /** A standby, or one whose disk is nearly full: the way to it is one connection here. */
    @Test
    void aServerThatOnlyReadsIsNoOutageAndMayWriteLater() {
        try (OpenDatabase database = OpenDatabase.in(PostgresServer.shared())) {
            database.sql().sql("set default_transaction_read_only = on").then().block();
            assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(() -> createAnn(database));
            assertThat(database.repository().find("ann").blockOptional()).isEmpty();
            assertThat(database.state().outage()).isEmpty();

            database.sql().sql("set default_transaction_read_only = off").then().block();
            createAnn(database);
            assertThat(database.repository().find("ann").blockOptional()).isPresent();
        }
    }

    private static void createAnn(OpenDatabase database) {
        Limit limit = Limit.of(1000, Limit.MIN_RATE);
        database.repository()
                .create(new NewClient("ann", limit, Fill.full(limit)), Instant.now())
                .block();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void whatHasMetOthersMayBeTriedAgainAndIsNoOutage(String state) {
        try (OpenDatabase database = OpenDatabase.in(PostgresServer.shared())) {
            assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(() -> fail(database, state));
            assertThat(database.state().outage()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57P03", "58030"})
    void aServerThatCannotServeIsAway(String state) {
        try (OpenDatabase database = OpenDatabase.in(PostgresServer.shared())) {
            assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(() -> fail(database, state));
            assertThat(database.state().outage()).isPresent();
        }
    }

    private static void fail(OpenDatabase database, String state) {
        try (Database way = database.way()) {
            way.one(sql -> sql.sql("do $$ begin raise 'no luck' using errcode = '" + state + "'; end $$")
                            .fetch()
                            .rowsUpdated())
                    .block();
        }
    }
}

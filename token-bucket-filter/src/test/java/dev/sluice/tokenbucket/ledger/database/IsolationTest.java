package dev.sluice.tokenbucket.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.database.OpenDatabase;
import dev.sluice.tokenbucket.ledger.lease.Answer;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.Draw;
import dev.sluice.tokenbucket.ledger.lease.Opening;
import dev.sluice.tokenbucket.ledger.lease.Slice;
import dev.sluice.tokenbucket.ledger.lease.Terms;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.r2dbc.core.DatabaseClient;

/** Banks of several gateways in a database whose transactions may fail for the sake of others. */
class IsolationTest {

    private static final long TOKENS = 1_000;

    private static final Terms TERMS = new Terms("bucket", 1, TOKENS * Slice.TOKEN, 1);

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void drawsThatCollideAreAllAnswered(String isolation) {
        String url = PostgresServer.shared().newDatabase().replace("postgres://", "r2dbc:postgresql://");
        try (OpenDatabase before = OpenDatabase.at(url)) {
            DatabaseClient.create(before.pool())
                    .sql("do $$ begin execute format('alter database %I set default_transaction_isolation = %L', "
                            + "current_database(), '" + isolation + "'); end $$")
                    .then()
                    .block();
        }
        try (OpenDatabase one = OpenDatabase.at(url);
                OpenDatabase other = OpenDatabase.at(url)) {
            List<Bank> banks = List.of(bank(one), bank(other), bank(one), bank(other));
            long granted = 0;
            for (int round = 0; round < TOKENS / banks.size(); round++) {
                List<CompletableFuture<Answer>> answers = new ArrayList<>();
                for (int i = 0; i < banks.size(); i++) {
                    answers.add(banks.get(i).draw(TERMS, new Opening(TERMS.capacity(), 0), oneToken(round + "/" + i)));
                }
                for (CompletableFuture<Answer> answer : answers) {
                    granted += ((Answer.Grant)
                                    answer.orTimeout(10, TimeUnit.SECONDS).join())
                            .slice()
                            .tokens();
                }
            }

            assertThat(granted).isEqualTo(TOKENS * Slice.TOKEN);
        }
    }

    private static Bank bank(OpenDatabase database) {
        return new PostgresBank(DatabaseClient.create(database.pool()));
    }

    private static Draw oneToken(String lease) {
        Draw.Ask ask = new Draw.Ask(0, 0, Slice.TOKEN, 0, 0, Slice.TOKEN);
        return new Draw(lease, 0, false, Slice.NOTHING, 0, ask, 0, 0, Bank.LEASE_MICROS);
    }
}

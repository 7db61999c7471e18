package dev.sluice.tokenbucket.ledger.database;

import dev.sluice.tokenbucket.database.OpenDatabase;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.BankContract;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.r2dbc.core.DatabaseClient;

class PostgresBankTest extends BankContract {

    private static OpenDatabase database;

    @BeforeAll
    static void start() {
        database = OpenDatabase.in(PostgresServer.shared());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Override
    protected Bank bank(AtomicLong clock) {
        return new PostgresBank(DatabaseClient.create(database.pool()), () -> OptionalLong.of(clock.get()));
    }

    @Override
    protected Bank bank() {
        return new PostgresBank(DatabaseClient.create(database.pool()));
    }
}

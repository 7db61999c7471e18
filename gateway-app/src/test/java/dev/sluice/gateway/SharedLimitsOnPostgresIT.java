package dev.sluice.gateway;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.util.List;

class SharedLimitsOnPostgresIT extends SharedLimitsContract {

    @Override
    List<String> bank(PostgresServer database) {
        return List.of("sluice.token-bucket.ledger=database");
    }

    @Override
    void takeAway(PostgresServer database) {
        database.freeze();
    }

    @Override
    void bringBack(PostgresServer database) {
        database.thaw();
    }
}

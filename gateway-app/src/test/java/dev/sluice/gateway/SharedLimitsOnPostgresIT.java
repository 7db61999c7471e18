package dev.sluice.gateway;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.util.Map;

class SharedLimitsOnPostgresIT extends SharedLimitsContract {

    @Override
    Map<String, String> bank() {
        return Map.of("SLUICE_TOKENBUCKET_LEDGER", "database");
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

package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.postgres.PostgresServer;

class PostgresUsageRepositoryTest extends UsageRepositoryContract {

    @Override
    OpenDatabase open() {
        return OpenDatabase.in(PostgresServer.shared());
    }
}

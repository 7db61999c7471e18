package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.postgres.PostgresServer;

class PostgresClientRepositoryTest extends ClientRepositoryContract {

    @Override
    OpenDatabase open() {
        return OpenDatabase.in(PostgresServer.shared());
    }
}

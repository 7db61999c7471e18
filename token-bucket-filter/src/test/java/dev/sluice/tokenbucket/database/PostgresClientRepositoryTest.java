package dev.sluice.tokenbucket.database;

class PostgresClientRepositoryTest extends ClientRepositoryContract {

    @Override
    OpenDatabase open() {
        return OpenDatabase.in(PostgresServer.shared());
    }
}

package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.postgres.PostgresServer;

class PostgresClientListingTest extends ClientListingContract {

    @Override
    OpenDatabase open() {
        return OpenDatabase.in(PostgresServer.shared());
    }

    @Override
    String filling(int many) {
        return """
                insert into sluice_clients
                select 'c' || lpad(i::text, 7, '0'), null, 1 + i %% 3, 1, 1, now(), i, i, now(), now()
                from generate_series(0, %d) i
                """.formatted(many);
    }

    @Override
    String tableScan() {
        return "Seq Scan";
    }
}

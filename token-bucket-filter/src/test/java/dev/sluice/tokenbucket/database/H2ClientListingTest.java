package dev.sluice.tokenbucket.database;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2ClientListingTest extends ClientListingContract {

    @TempDir
    Path directory;

    @Override
    OpenDatabase open() {
        return OpenDatabase.at("r2dbc:h2:file:///" + directory.resolve("clients"));
    }

    @Override
    String filling(int many) {
        return """
                insert into sluice_clients
                select 'c' || lpad(x, 7, '0'), null, 1 + mod(x, 3), 1, 1, current_timestamp, x, x, current_timestamp, current_timestamp
                from system_range(0, %d)
                """.formatted(many);
    }

    @Override
    String tableScan() {
        return "tableScan";
    }
}

package dev.sluice.tokenbucket.database;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2UsageRepositoryTest extends UsageRepositoryContract {

    @TempDir
    Path directory;

    @Override
    OpenDatabase open() {
        return OpenDatabase.at("r2dbc:h2:file:///" + directory.resolve("clients"));
    }
}

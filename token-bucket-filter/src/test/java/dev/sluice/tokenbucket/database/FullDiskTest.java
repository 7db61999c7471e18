package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.util.retry.Retry;

/** H2 on a disk that fills up: what can't be written is not acknowledged, and what was acknowledged is there. */
class FullDiskTest {

    private static final Limit TEN = Limit.of(10, 1);
    private static final int CLIENTS = 50;

    @TempDir
    Path directory;

    private final List<String> acknowledged = new ArrayList<>();

    @BeforeEach
    void useTheDisk() {
        FullDisk.register();
    }

    @Test
    void whatIsAcknowledgedIsThere() {
        try (OpenDatabase database = open()) {
            createMany(database, "before");
            FullDisk.fillUp();
            for (int i = 0; i < CLIENTS; i++) {
                String id = "during-" + i;
                assertThatExceptionOfType(RepositoryUnavailableException.class).isThrownBy(() -> create(database, id));
            }
            assertThat(database.state().outage()).isPresent();

            FullDisk.makeRoom();
            database.repository()
                    .find("before-0")
                    .retryWhen(Retry.fixedDelay(CLIENTS, Duration.ofMillis(100)))
                    .block();
            createMany(database, "after");
            assertThat(database.state().outage()).isEmpty();
        }
        try (OpenDatabase database = open()) {
            assertThat(database.repository().list("", 1000).toStream())
                    .extracting(registration -> registration.client().id())
                    .containsAll(acknowledged);
        }
    }

    private OpenDatabase open() {
        return OpenDatabase.at("r2dbc:h2:file:///fulldisk:" + directory.resolve("clients"));
    }

    private void createMany(OpenDatabase database, String name) {
        for (int i = 0; i < CLIENTS; i++) {
            create(database, name + "-" + i);
        }
    }

    private void create(OpenDatabase database, String id) {
        database.repository()
                .create(new NewClient(id, TEN, Fill.full(TEN)), Instant.EPOCH)
                .block();
        acknowledged.add(id);
    }
}

package dev.sluice.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.server.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that starts fast, of the jar that Maven has just made; where it is not made at all is told by {@link DistributionTest}. */
class DistributionIT {

    @TempDir
    private Path directory;

    @Tag("image")
    @Test
    void anEarlierOneIsMadeAnewAndKeepsItsDatabase() throws IOException, InterruptedException {
        Path folder = directory.resolve("distribution");
        Path database = folder.resolve("data/sluice.mv.db");
        FileTree.copyFile(Repository.path("docker/start"), folder.resolve("start"));
        FileTree.copyFile(Repository.path("docker/start"), folder.resolve("lib/of-before.jar"));
        Files.createFile(folder.resolve("gateway-app.jar"));
        Files.createDirectories(database.getParent());
        Files.writeString(database, "clients");

        Path output = directory.resolve("output");
        Process process =
                Shell.start(Repository.ROOT, environment(), output, List.of("docker/distribution", folder.toString()));

        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).endsWith("Start it with " + folder + "/start\n");
        assertThat(database).hasContent("clients");
        assertThat(folder.resolve("lib")).isDirectoryNotContaining("glob:**/of-before.jar");
        assertThat(folder.resolve("cache.options")).isNotEmptyFile();
        assertThat(folder.resolve("gateway-app.jar")).isNotEmptyFile();
        assertThat(folder.resolve("train")).doesNotExist();
    }

    /** As short as may be, and on ports that nobody else has. */
    private static Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(Jdk.find().environment());
        environment.put("TRAINING_SECONDS", "1");
        environment.put("PORT", String.valueOf(FreePort.find()));
        environment.put("SLUICE_DEMO_PORTS", FreePort.find() + "," + FreePort.find());
        return environment;
    }
}

package dev.sluice.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder that starts fast is made only where nothing of anybody's is lost, in a repository of which only the scripts are there. */
class DistributionTest {

    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

    @TempDir
    private Path repository;

    private Path folder;
    private Path output;

    @BeforeEach
    void copyScripts(@TempDir Path outside) throws IOException {
        FileTree.copy(Repository.path("docker"), repository.resolve("docker"), file -> false);
        folder = Files.createDirectory(outside.resolve("folder"));
        output = outside.resolve("output");
    }

    @Test
    void withoutTheJarNothingIsTouched() throws IOException, InterruptedException {
        earlierDistribution();

        assertThat(refusal()).startsWith("There is no ").contains("/gateway-app/target/gateway-app.jar: ");
        assertThat(files()).containsExactly("data", "gateway-app.jar", "start");
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException, InterruptedException {
        jar("no jar, but it is not looked at");
        Files.createFile(folder.resolve("gateway-app.jar"));
        Files.createFile(folder.resolve(".hidden"));

        assertThat(refusal())
                .isEqualTo(folder + " is not empty, and no earlier distribution: nothing in it was touched.");
        assertThat(files()).containsExactly(".hidden", "gateway-app.jar");
    }

    @Test
    void aFileIsNoFolder() throws IOException, InterruptedException {
        jar("no jar, but it is not looked at");
        folder = Files.writeString(folder.resolve("file"), "mine");

        assertThat(refusal()).isEqualTo(folder + " is no folder.");
        assertThat(folder).hasContent("mine");
    }

    @Test
    void aJarThatIsNoneCostsNothing() throws IOException, InterruptedException {
        jar("this is no jar");
        earlierDistribution();

        assertThat(refusal()).contains("jar");
        assertThat(files()).containsExactly("data", "gateway-app.jar", "start");
        assertThat(repository.resolve("gateway-app/target")).isDirectoryNotContaining("glob:**/distribution-*");
    }

    private void jar(String content) throws IOException {
        Path target = Files.createDirectories(repository.resolve("gateway-app/target"));
        Files.writeString(target.resolve("gateway-app.jar"), content);
    }

    private void earlierDistribution() throws IOException {
        Files.createFile(folder.resolve("gateway-app.jar"));
        Files.createFile(folder.resolve("start"));
        Files.createDirectory(folder.resolve("data"));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** What is said, in one line, to whoever is refused. */
    private String refusal() throws IOException, InterruptedException {
        Process process = Shell.start(repository, JAVA, output, List.of("docker/distribution", folder.toString()));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readAllLines(output)).hasSize(1);
        return Files.readString(output).strip();
    }
}

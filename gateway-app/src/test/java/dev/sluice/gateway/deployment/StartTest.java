package dev.sluice.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts a gateway, in a folder whose options make Java tell its version and nothing else. */
class StartTest {

    private static final Map<String, String> JAVA = Map.of("JAVA_HOME", System.getProperty("java.home"));

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(directory.resolve("folder"));
        FileTree.copyFile(Repository.path("docker/start"), folder.resolve("start"));
        Files.writeString(folder.resolve("jvm.options"), "--version");
        Files.createFile(folder.resolve("cache.options"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "NeverAsked");
        new JarOutputStream(Files.newOutputStream(folder.resolve("gateway-app.jar")), manifest).close();
    }

    @Test
    void makesRoomForTheDatabaseBesideItself() throws IOException, InterruptedException {
        assertThatItStarts(folder.resolve("start"));

        assertThat(folder.resolve("data")).isDirectory();
    }

    @Test
    void findsItsFolderThroughALink() throws IOException, InterruptedException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("folder", "start"));

        assertThatItStarts(link);
        assertThat(folder.resolve("data")).isDirectory();
    }

    /** As in a folder that is read-only, which is none to root. */
    @Test
    void startsWhereThatRoomCanNotBeMade() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("data"));

        assertThatItStarts(folder.resolve("start"));
    }

    private void assertThatItStarts(Path script) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = Shell.start(directory, JAVA, output, List.of(script.toString()));

        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output))
                .contains(" " + System.getProperty("java.version") + " ")
                .doesNotContain("mkdir");
    }
}

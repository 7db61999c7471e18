package dev.sluice.gateway;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * The executable jar taken apart, with an archive of its classes, so that a process of it starts in a third of the time. It is made once
 * for all tests.
 *
 * @param directory where the jar is, and its libraries
 * @param java {@code java} as it runs it best: nothing of a test runs for so long that it would be worth to optimize it
 */
public record InstalledGateway(Path directory, List<String> java) {

    /** The jar as the build makes it. */
    public static final Path JAR = Path.of("target", "gateway-app.jar").toAbsolutePath();

    /** The one that runs this test. */
    static final String JVM = ProcessHandle.current().info().command().orElseThrow();

    private static final int TIMEOUT_SECONDS = 120;

    /** It would tell of each class that it can't keep, and with another application that it does not fit. */
    private static final String QUIET = "-Xlog:cds*=off";

    private static final class Holder {

        static final InstalledGateway INSTALLED =
                in(Path.of("target", "installed").toAbsolutePath());
    }

    /** The installation. */
    public static InstalledGateway get() {
        return Holder.INSTALLED;
    }

    /** The jar of the application, beside its libraries. */
    Path jar() {
        return directory.resolve(JAR.getFileName());
    }

    private static InstalledGateway in(Path directory) {
        Path archive = directory.resolve("classes.jsa");
        List<String> jvm = List.of(JVM, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", QUIET);
        InstalledGateway installed = new InstalledGateway(directory, with(jvm, "-XX:SharedArchiveFile=" + archive));
        try {
            FileSystemUtils.deleteRecursively(directory);
            run(with(jvm, "-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", directory.toString()));
            run(with(
                    jvm,
                    "-XX:ArchiveClassesAtExit=" + archive,
                    "-Dspring.context.exit=onRefresh",
                    "-jar",
                    installed.jar().toString(),
                    "--server.port=0",
                    "--spring.r2dbc.url=r2dbc:h2:mem:///installed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return installed;
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(more));
        return whole;
    }

    private static void run(List<String> command) throws IOException {
        File output = File.createTempFile("installed", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(command + "\n" + Files.readString(output.toPath()));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            process.destroyForcibly();
            Files.delete(output.toPath());
        }
    }
}

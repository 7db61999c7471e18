package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.server.TestProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * The executable jar taken apart, with an archive of its classes, so that a process of it starts in a third of the time. It is made once
 * for all tests of a process.
 *
 * @param directory where the jar is, and its libraries
 * @param java {@code java} as it runs it best: nothing of a test runs for so long that it would be worth to optimize it
 */
public record InstalledGateway(Path directory, List<String> java) {

    /** The jar as the build makes it. */
    static final Path JAR = Path.of("target", "gateway-app.jar").toAbsolutePath();

    /** The one that runs this test. */
    static final String JVM = ProcessHandle.current().info().command().orElseThrow();

    /** It would tell of each class that it can't keep, and with another application that it does not fit. */
    private static final String QUIET = "-Xlog:cds*=off";

    private static final class Holder {

        static final InstalledGateway INSTALLED = in(Path.of("target").toAbsolutePath());
    }

    /** The installation. */
    public static InstalledGateway get() {
        return Holder.INSTALLED;
    }

    /** The jar of the application, beside its libraries. */
    Path jar() {
        return directory.resolve(JAR.getFileName());
    }

    private static InstalledGateway in(Path target) {
        Path directory = target.resolve("installed-" + TestProcess.NUMBER);
        Path archive = directory.resolve("classes.jsa");
        List<String> jvm = List.of(JVM, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", QUIET);
        InstalledGateway installed = new InstalledGateway(directory, with(jvm, "-XX:SharedArchiveFile=" + archive));
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(
                target,
                with(jvm, "-Djarmode=tools", "-jar", JAR.toString(), "extract", "--destination", directory.toString()));
        run(
                target,
                with(
                        jvm,
                        "-XX:ArchiveClassesAtExit=" + archive,
                        "-Dspring.context.exit=onRefresh",
                        "-jar",
                        installed.jar().toString(),
                        "--server.port=0",
                        "--spring.r2dbc.url=r2dbc:h2:mem:///installed"));
        return installed;
    }

    private static List<String> with(List<String> command, String... more) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(more));
        return whole;
    }

    private static void run(Path directory, List<String> command) {
        try (GatewayProcess process = GatewayProcess.start(directory, Map.of(), command)) {
            assertThat(process.exitCode())
                    .as("%s%n%s", command, process.output())
                    .isZero();
        }
    }
}

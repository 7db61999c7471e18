package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that this machine has, or could have. */
final class Programs {

    private static final Map<String, String> DEBIAN_PACKAGES = Map.of(
            "wrk", "wrk",
            "nginx", "nginx-light",
            "haproxy", "haproxy",
            "redis-server", "redis-server",
            "go", "golang-go",
            "psql", "postgresql-client");

    /** Where servers are, though not everybody's PATH leads there. */
    private static final List<String> MORE_DIRECTORIES = List.of("/usr/sbin", "/usr/local/sbin");

    private Programs() {}

    static Optional<Path> find(String name) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)), MORE_DIRECTORIES.stream())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Throws {@link ComplaintException} if one is not there. */
    static void require(String... names) {
        List<String> missing =
                Stream.of(names).filter(name -> find(name).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new ComplaintException("Not there: " + String.join(", ", missing) + ". " + howToInstall(missing));
        }
    }

    static String howToInstall(List<String> names) {
        return "On Debian: apt-get install "
                + String.join(
                        " ",
                        names.stream()
                                .map(name -> DEBIAN_PACKAGES.getOrDefault(name, name))
                                .toList());
    }

    /** All that a program prints; throws {@link ComplaintException} if it fails. */
    static String output(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String output = read(process);
        if (process.waitFor() != 0) {
            throw new ComplaintException(String.join(" ", command) + " has failed:\n" + output);
        }
        return output;
    }

    /** The first line of what it prints, with success or without: not all programs think well of whoever asks their version. */
    static String firstLine(String... command) throws IOException {
        return read(start(command)).lines().findFirst().orElse("unknown");
    }

    private static Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }

    private static String read(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}

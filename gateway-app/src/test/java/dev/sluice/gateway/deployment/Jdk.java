package dev.sluice.gateway.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDK that stands for the image's: of its version if this machine has one, else the one that runs the test. */
record Jdk(Path home, int version) {

    /** The version of the image; before it there is no {@code -XX:AOTCacheOutput}. */
    private static final int IMAGE = 25;

    private static final Path SYSTEM = Path.of("/usr/lib/jvm");

    static Jdk find() {
        return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), installed())
                .map(home -> new Jdk(home, version(home)))
                .filter(Jdk::knowsCaches)
                .findFirst()
                .orElseGet(() -> new Jdk(
                        Path.of(System.getProperty("java.home")),
                        Runtime.version().feature()));
    }

    boolean knowsCaches() {
        return version >= IMAGE;
    }

    /** What makes a shell find this JDK, and an older one pass over what it does not know. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("JAVA_HOME", home.toString());
        environment.put("PATH", home.resolve("bin") + ":" + System.getenv("PATH"));
        if (!knowsCaches()) {
            environment.put("JAVA_TOOL_OPTIONS", "-XX:+IgnoreUnrecognizedVMOptions");
        }
        return environment;
    }

    private static Stream<Path> installed() {
        if (!Files.isDirectory(SYSTEM)) {
            return Stream.empty();
        }
        try (Stream<Path> homes = Files.list(SYSTEM)) {
            return homes.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int version(Path home) {
        return release(home)
                .flatMap(lines ->
                        lines.filter(line -> line.startsWith("JAVA_VERSION=")).findFirst())
                .map(line -> Integer.parseInt(line.replaceAll("[^\"]*\"(\\d+).*", "$1")))
                .orElse(0);
    }

    private static Optional<Stream<String>> release(Path home) {
        try {
            Path file = home.resolve("release");
            return Files.isRegularFile(file) ? Optional.of(Files.readAllLines(file).stream()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

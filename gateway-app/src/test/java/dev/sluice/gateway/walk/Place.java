package dev.sluice.gateway.walk;

import dev.sluice.gateway.InstalledGateway;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A directory that looks like the root of the repository to the commands of a page: with the jar and the examples that they name, and
 * with a {@code java} for short lives.
 *
 * @param directory the directory
 * @param ports the free ports in the place of those that the commands, the examples and the profile {@code demo} name
 */
record Place(Path directory, MovedPorts ports) {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Path TARGET = Path.of("gateway-app", "target");
    private static final Pattern EXAMPLE = Pattern.compile("examples/[\\w./-]*\\w");

    private static final Path PROGRAMS = Path.of("bin");

    /** Read by Spring Boot where it starts, before what the command line names. */
    private static final Path DEFAULTS = Path.of("config", "application.yml");

    /** What the gateway has by itself. */
    private static final String DEFAULT_PORTS = """
            server.port: 8080
            sluice.demo.ports: [8001, 8004]
            """;

    /** An application among the examples has its settings within. */
    private static final String SETTINGS = "src/main/resources/application.yml";

    private static final String JAVA = """
            #!/bin/sh
            exec '%s' "$@"
            """;

    static Place in(Path directory, List<Step> steps) {
        List<Path> examples = steps.stream()
                .flatMap(step -> EXAMPLE.matcher(step.command()).results())
                .map(example -> Path.of(example.group()))
                .distinct()
                .toList();
        List<String> texts = new ArrayList<>(List.of(DEFAULT_PORTS));
        for (Step step : steps) {
            texts.add(step.command());
            texts.addAll(step.output());
        }
        examples.forEach(example -> texts.add(text(example)));
        MovedPorts ports = MovedPorts.in(texts);
        try {
            write(directory.resolve(DEFAULTS), ports.there(DEFAULT_PORTS));
            for (Path example : examples) {
                if (isAJar(example)) {
                    link(directory.resolve(example), ROOT.resolve(example));
                    write(directory.resolve(DEFAULTS), ports.there(DEFAULT_PORTS + "---\n" + text(example)));
                } else {
                    write(directory.resolve(example), ports.there(text(example)));
                }
            }
            InstalledGateway installed = InstalledGateway.get();
            link(directory.resolve(TARGET), installed.directory());
            String java = String.join("' '", installed.java());
            writeProgram(directory.resolve(PROGRAMS).resolve("java"), JAVA.formatted(java));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Place(directory, ports);
    }

    /** Where the commands of the page find programs. */
    String path() {
        return directory.resolve(PROGRAMS) + File.pathSeparator + System.getenv("PATH");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void writeProgram(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void link(Path link, Path target) throws IOException {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, target);
    }

    private static boolean isAJar(Path example) {
        return example.toString().endsWith(".jar");
    }

    /** The ports of a jar are in its settings. */
    private static String text(Path example) {
        Path file = isAJar(example) ? example.resolve("../..").resolve(SETTINGS).normalize() : example;
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.sluice.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How every contender that needs a JVM is run, beside {@code docker/jvm.options}. */
final class Jvm {

    /** More than any of them needs, so that none is measured at collecting garbage in a corner. */
    private static final String HEAP = "-Xmx1g";

    private Jvm() {}

    /** With those of the variable {@code JVM_OPTIONS}, which win. */
    static List<String> options() {
        List<String> options = new ArrayList<>(List.of(HEAP));
        Stream.of(System.getenv().getOrDefault("JVM_OPTIONS", "").split("\\s+", -1))
                .filter(option -> !option.isEmpty())
                .forEach(options::add);
        return List.copyOf(options);
    }
}

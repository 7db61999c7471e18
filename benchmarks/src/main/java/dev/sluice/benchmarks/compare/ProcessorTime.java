package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Processor time of a process and all that descend from it, as the workers of NGINX do. */
final class ProcessorTime {

    /** What Linux tells to programs, whatever its own clock does (sysconf(_SC_CLK_TCK)). */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROCESSES = Path.of("/proc");

    private ProcessorTime() {}

    /** In seconds, since each of them began. */
    static double of(Collection<Long> pids) throws IOException {
        return ticks(pids, all()) / TICKS_PER_SECOND;
    }

    static long ticks(Collection<Long> pids, Collection<ProcessStat> all) {
        Set<Long> family = new HashSet<>(pids);
        int size = 0;
        while (family.size() > size) {
            size = family.size();
            all.stream().filter(process -> family.contains(process.parent())).forEach(child -> family.add(child.pid()));
        }
        return all.stream()
                .filter(process -> family.contains(process.pid()))
                .mapToLong(ProcessStat::ticks)
                .sum();
    }

    private static List<ProcessStat> all() throws IOException {
        List<ProcessStat> all = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                add(process.resolve("stat"), all);
            }
        }
        return all;
    }

    private static void add(Path stat, List<ProcessStat> all) {
        try {
            // A name may be in any encoding.
            all.add(ProcessStat.parse(Files.readString(stat, StandardCharsets.ISO_8859_1)));
        } catch (IOException ended) {
            // It was there a moment ago, and is none of those that are measured.
            return;
        }
    }
}

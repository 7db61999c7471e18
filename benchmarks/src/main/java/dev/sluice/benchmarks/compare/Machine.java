package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** On what was measured, and what in which version: without it no figure means anything. */
final class Machine {

    private static final double KILOBYTES_PER_GIGABYTE = 1 << 20;

    private final Map<String, String> facts;

    private Machine(Map<String, String> facts) {
        this.facts = facts;
    }

    static Machine look(Path root) throws IOException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", first("model name\\s*:\\s*(.*)", Path.of("/proc/cpuinfo")));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put(
                "kernel",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("Sluice", commit(root));
        facts.put(
                "JVM",
                "%s %s, %s"
                        .formatted(
                                System.getProperty("java.vm.name"),
                                Runtime.version(),
                                System.getProperty("java.vendor.version")));
        facts.put("JVM options", jvmOptions(root));
        facts.put("database", System.getenv().getOrDefault("DATABASE_URL", "").isEmpty() ? "H2" : "PostgreSQL");
        version("wrk", "-v").ifPresent(version -> facts.put("wrk", version));
        version("nginx", "-v").ifPresent(version -> facts.put("NGINX", version));
        version("haproxy", "-v").ifPresent(version -> facts.put("HAProxy", version));
        version("redis-server", "--version").ifPresent(version -> facts.put("Redis", version));
        version("go", "version").ifPresent(version -> facts.put("Go", version));
        return new Machine(facts);
    }

    Table table() {
        Table table = Table.of("what", "which");
        facts.forEach((what, which) -> table.add(List.of(what, which)));
        return table;
    }

    private static String memory() throws IOException {
        String kilobytes = first("MemTotal:\\s*(\\d+) kB", Path.of("/proc/meminfo"));
        return "%.0f GiB".formatted(Double.parseDouble(kilobytes) / KILOBYTES_PER_GIGABYTE);
    }

    private static String first(String pattern, Path file) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    private static Optional<String> version(String program, String option) throws IOException {
        Optional<Path> path = Programs.find(program);
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(Programs.firstLine(path.get().toString(), option));
    }

    private static String commit(Path root) throws IOException, InterruptedException {
        if (Programs.find("git").isEmpty() || !Files.exists(root.resolve(".git"))) {
            return "unknown";
        }
        String directory = root.toString();
        String commit = Programs.output("git", "-C", directory, "rev-parse", "--short", "HEAD");
        boolean changed = !Programs.output("git", "-C", directory, "status", "--porcelain")
                .isEmpty();
        return "commit " + commit + (changed ? ", and changes since" : "");
    }

    private static String jvmOptions(Path root) throws IOException {
        List<String> options = new ArrayList<>(Files.readAllLines(root.resolve("docker/jvm.options")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList());
        options.addAll(Jvm.options());
        return "`" + String.join(" ", options) + "`";
    }
}

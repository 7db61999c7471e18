package dev.sluice.gateway.deployment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts programs as a shell with these variables would. */
final class Shell {

    private Shell() {}

    /** A program that is found on the {@code PATH} it is given, and prints into a file. */
    static Process start(Path directory, Map<String, String> environment, Path output, List<String> command)
            throws IOException {
        List<String> all = new ArrayList<>(List.of("sh", "-c", "exec \"$@\"", "sh"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(Shell::isASetting);
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** The build machine's own settings are none of ours. */
    private static boolean isASetting(String name) {
        return name.matches(
                "PORT|BACKENDS|DATABASE_URL|JAVA_TOOL_OPTIONS|(SERVER|SPRING|SLUICE|MANAGEMENT|LOGGING)_.*");
    }
}

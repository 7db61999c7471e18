package dev.sluice.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.deployment.Dockerfile.Instruction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Does what a Dockerfile says, in a directory for each stage that stands for the root of its files.
 *
 * <p>What only a container engine can do is passed over: base images, owners, caches.
 */
final class ContainerlessBuild {

    private static final int MINUTES = 20;

    private final Path context;
    private final Predicate<Path> ignored;
    private final Path directory;
    private final Map<String, String> environment;
    private final Map<String, Replacement> replacements;

    private final Map<String, Stage> stages = new HashMap<>();
    private String name = "";

    /**
     * A build.
     *
     * @param context where it copies from
     * @param ignored what it does not copy from there
     * @param directory where the stages go
     * @param environment variables of all commands
     * @param replacements what is done in place of a command
     */
    ContainerlessBuild(
            Path context,
            Predicate<Path> ignored,
            Path directory,
            Map<String, String> environment,
            Map<String, Replacement> replacements) {
        this.context = context;
        this.ignored = ignored;
        this.directory = directory;
        this.environment = new HashMap<>(environment);
        this.replacements = replacements;
    }

    /** The directory in which the last stage would start its entry point. */
    Path run(Dockerfile dockerfile) throws IOException, InterruptedException {
        for (Instruction instruction : dockerfile.instructions()) {
            follow(instruction);
        }
        return stage().work();
    }

    private void follow(Instruction instruction) throws IOException, InterruptedException {
        switch (instruction.keyword()) {
            case "FROM" -> from(instruction.words());
            case "WORKDIR" -> begin(name, stage().in(instruction.arguments()));
            case "COPY" -> copy(instruction);
            case "RUN" -> command(instruction.arguments());
            case "ENV" -> {
                String[] variable = instruction.arguments().split("=", 2);
                environment.put(variable[0], variable[1].replace("\"", ""));
            }
            case "USER", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "ENTRYPOINT" -> {}
            default -> throw new AssertionError(instruction);
        }
    }

    private void from(List<String> words) throws IOException {
        Path root = directory.resolve("stage-" + stages.size());
        Files.createDirectories(root);
        Stage base = stages.get(words.get(0));
        Stage stage = new Stage(root, root);
        if (base != null) {
            FileTree.copy(base.root(), root, path -> false);
            stage = new Stage(root, root.resolve(base.root().relativize(base.work())));
        }
        begin(words.size() > 2 ? words.get(2) : "", stage);
    }

    private void begin(String stageName, Stage stage) {
        name = stageName;
        stages.put(stageName, stage);
    }

    private void copy(Instruction instruction) throws IOException {
        List<String> words = instruction.words();
        String last = words.get(words.size() - 1);
        Path target = last.startsWith("/")
                ? stage().root().resolve(last.substring(1))
                : stage().work().resolve(last).normalize();
        String from = instruction.flags().get("from");
        for (String word : words.subList(0, words.size() - 1)) {
            Path source = from == null
                    ? context.resolve(word).normalize()
                    : stage(from).file(word);
            if (Files.isDirectory(source)) {
                FileTree.copy(source, target, from == null ? ignored : path -> false);
            } else {
                assertThat(from == null && ignored.test(context.relativize(source)))
                        .as("%s is ignored", source)
                        .isFalse();
                FileTree.copyFile(source, target.resolve(source.getFileName()));
            }
        }
    }

    private void command(String command) throws IOException, InterruptedException {
        Replacement replacement = replacements.get(command);
        if (replacement != null) {
            replacement.run(stage().work());
            return;
        }
        Path output = Files.createTempFile(directory, "command", ".log");
        Process process = Shell.start(stage().work(), environment, output, List.of("sh", "-c", command));
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0)
                .as("%s: %s", command, Files.readString(output))
                .isTrue();
    }

    private Stage stage() {
        return stage(name);
    }

    private Stage stage(String stageName) {
        return Objects.requireNonNull(stages.get(stageName), stageName);
    }

    /** What is done in place of a command, in the directory where it would run. */
    @FunctionalInterface
    interface Replacement {

        void run(Path work) throws IOException, InterruptedException;
    }

    /**
     * One stage.
     *
     * @param root what stands for {@code /}
     * @param work its working directory, below
     */
    private record Stage(Path root, Path work) {

        Stage in(String path) throws IOException {
            Stage moved = new Stage(root, file(path));
            Files.createDirectories(moved.work);
            return moved;
        }

        Path file(String absolute) {
            return root.resolve(absolute.substring(1)).normalize();
        }
    }
}

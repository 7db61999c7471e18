package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;

/** A temporary directory, the two backends, and all that is started before them; the end of it is the end of them all. */
final class Laboratory implements AutoCloseable {

    /** Bodies by the name of their file. */
    static final Map<String, Integer> FILES = Map.of("1k", 1 << 10, "64k", 64 << 10, "1m", 1 << 20);

    private final Path root;
    private final Path directory;
    private final Deque<AutoCloseable> open = new ConcurrentLinkedDeque<>();

    private Laboratory(Path root, Path directory) {
        this.root = root;
        this.directory = directory;
    }

    static Laboratory open(Path root) throws IOException, InterruptedException {
        Laboratory laboratory = new Laboratory(root, Files.createTempDirectory("compare"));
        laboratory.closeAtExit();
        try {
            laboratory.writeFiles();
            laboratory.startBackend("first", Ports.FIRST_BACKEND);
            laboratory.startBackend("second", Ports.SECOND_BACKEND);
            return laboratory;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            laboratory.close();
            throw failure;
        }
    }

    /** Ctrl-C ends this process without another word: what it has started, wrk included, is to end with it. */
    private void closeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            close();
            ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
        }));
    }

    Path root() {
        return root;
    }

    /** A directory that is there until the end. */
    Path directory(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    /** Bytes that no compression makes smaller. */
    private void writeFiles() throws IOException {
        Path files = directory("files");
        Random random = new Random(1);
        for (Map.Entry<String, Integer> file : FILES.entrySet()) {
            byte[] bytes = new byte[file.getValue()];
            random.nextBytes(bytes);
            Files.write(files.resolve(file.getKey()), bytes);
        }
    }

    private void startBackend(String name, int port) throws IOException, InterruptedException {
        startNginx(name, "backend.conf", port).awaitOk(URI.create("http://127.0.0.1:" + port + "/1k"));
    }

    Server startNginx(String name, String template, int port) throws IOException {
        Path directory = directory(name);
        String nginx = Programs.find("nginx").orElseThrow().toString();
        return start(
                name,
                Map.of(),
                List.of(
                        nginx,
                        "-p",
                        directory.toString(),
                        "-e",
                        "stderr",
                        "-c",
                        configure(name, template, port).toString()));
    }

    /** Writes a file from one of the resources, with ports and places filled in. */
    Path configure(String name, String template, int port) throws IOException {
        Map<String, String> values = Map.of(
                "port", Integer.toString(port),
                "first", Integer.toString(Ports.FIRST_BACKEND),
                "second", Integer.toString(Ports.SECOND_BACKEND),
                "files", directory("files").toString(),
                "user", System.getProperty("user.name"));
        String text = resource(template);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return Files.writeString(directory(name).resolve(template), text);
    }

    static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(Laboratory.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Server start(String name, Map<String, String> environment, List<String> command) throws IOException {
        Server server = Server.start(name, directory(name), environment, command);
        atEnd(server::stop);
        return server;
    }

    /** The same JVM as this one, with the options that the product's image has. */
    Server startJava(String name, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + root.resolve("docker/jvm.options")));
        command.addAll(Jvm.options());
        command.addAll(Arrays.asList(arguments));
        return start(name, environment, command);
    }

    Server startRedis() throws IOException, InterruptedException {
        String redis = Programs.find("redis-server").orElseThrow().toString();
        Server server = start(
                "redis",
                Map.of(),
                List.of(redis, "--bind", "127.0.0.1", "--port", Integer.toString(Ports.REDIS), "--save", ""));
        server.await(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.REDIS));
                return true;
            }
        });
        return server;
    }

    /** What came last goes first. */
    void atEnd(AutoCloseable action) {
        open.push(action);
    }

    /** May be called by several threads, and again. */
    @Override
    public void close() {
        for (AutoCloseable action = open.poll(); action != null; action = open.poll()) {
            try {
                action.close();
            } catch (Exception failure) {
                System.err.println("Not stopped: " + failure);
            }
        }
        delete();
    }

    private void delete() {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            Deque<Path> deepestFirst = new ArrayDeque<>();
            files.sorted(Comparator.naturalOrder()).forEach(deepestFirst::push);
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException leftBehind) {
            System.err.println("Not deleted: " + leftBehind.getMessage());
        }
    }
}

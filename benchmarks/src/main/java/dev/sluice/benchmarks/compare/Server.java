package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that answers on a port, and writes its log into a file. */
final class Server {

    /** A JVM on a busy machine may need that long to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** For requests in flight, of which there are none, and for the gateway's books. */
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name;
    private final Process process;
    private final Path log;

    private Server(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** In a directory of its own, with these variables beside those of this process; an empty one is not set at all. */
    static Server start(String name, Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = directory.resolve("log");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.redirectOutput(log.toFile()).environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return new Server(name, builder.start(), log);
    }

    long pid() {
        return process.pid();
    }

    /** Waits for an answer that is 200; throws {@link ComplaintException}, with the log, if none comes. */
    void awaitOk(URI uri) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        await(() -> CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200);
    }

    /** Waits until something is so; throws {@link ComplaintException}, with the log, if it never is. */
    void await(Look look) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!seen(look)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new ComplaintException(name + " has not started:\n" + Files.readString(log));
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_LOOKS.toNanos());
        }
    }

    private static boolean seen(Look look) throws InterruptedException {
        try {
            return look.good();
        } catch (IOException notYet) {
            return false;
        }
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Whether something that may fail with an I/O error is as it is to be. */
    @FunctionalInterface
    interface Look {
        boolean good() throws IOException, InterruptedException;
    }
}

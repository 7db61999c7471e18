package dev.sluice.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The application in a process of its own. */
public final class GatewayProcess implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 60;
    private static final Pattern PORT = Pattern.compile("Netty started on port (\\d+)");
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Queue<String> output = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final Thread reader;

    private GatewayProcess(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** A process that is starting, with its data in a directory, set by nothing but environment variables. */
    static GatewayProcess start(Path directory, Map<String, String> variables) {
        InstalledGateway installed = InstalledGateway.get();
        List<String> command = new ArrayList<>(installed.java());
        command.addAll(List.of("-jar", installed.jar().toString()));
        return start(directory, variables, command);
    }

    /**
     * A process that is starting by a command, which ends in a call of {@code java}, as a user types it in a directory.
     *
     * @param path where programs are
     */
    public static GatewayProcess run(Path directory, String path, String command) {
        return start(
                directory, Map.of("PATH", path), List.of("bash", "-c", command.replace("java -jar", "exec java -jar")));
    }

    /** A process that is starting by this very command. */
    static GatewayProcess start(Path directory, Map<String, String> variables, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(GatewayProcess::isASetting);
        builder.environment().putAll(variables);
        try {
            return new GatewayProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The build machine's own settings are none of ours. */
    private static boolean isASetting(String name) {
        return name.matches("PORT|BACKENDS|DATABASE_URL|(SERVER|SPRING|SLUICE|MANAGEMENT|LOGGING)_.*");
    }

    /** Where it listens, once it does. */
    public int port() {
        return port.orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }

    HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + target));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    CompletableFuture<HttpResponse<String>> begin(String target) {
        return CLIENT.sendAsync(request(target).build(), BodyHandlers.ofString());
    }

    String get(String target) {
        return send(request(target)).body();
    }

    /** What it has printed so far. */
    public List<String> output() {
        return new ArrayList<>(output);
    }

    /** Asks it to stop, as {@code kill} does. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Asks it to stop, and answers its exit code. */
    public int stop() {
        terminate();
        return exitCode();
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        exitCode();
    }

    /** Its exit code, once it has ended. */
    int exitCode() {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs:\n" + String.join("\n", output));
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher started = PORT.matcher(line);
                if (started.find()) {
                    port.complete(Integer.parseInt(started.group(1)));
                }
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
        port.completeExceptionally(new AssertionError("ended:\n" + String.join("\n", output)));
    }
}

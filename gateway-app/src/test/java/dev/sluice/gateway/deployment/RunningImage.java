package dev.sluice.gateway.deployment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** An image that has been built and started without a container. */
final class RunningImage implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Dockerfile dockerfile;
    private final Path work;
    private final Map<String, String> environment;
    private final Path output;
    private final Process process;

    private RunningImage(Dockerfile dockerfile, Path work, Map<String, String> environment) throws IOException {
        this.dockerfile = dockerfile;
        this.work = work;
        this.environment = environment;
        this.output = work.resolve("output.log");
        this.process = Shell.start(
                work, environment, output, dockerfile.last("ENTRYPOINT").command());
    }

    /** Starts the entry point in the directory where it would run. */
    static RunningImage start(Dockerfile dockerfile, Path work, Map<String, String> environment) throws IOException {
        return new RunningImage(dockerfile, work, environment);
    }

    /** What the health check says. */
    boolean isHealthy() throws IOException, InterruptedException {
        return Shell.start(
                                work,
                                environment,
                                work.resolve("healthcheck.log"),
                                dockerfile.last("HEALTHCHECK").command())
                        .waitFor()
                == 0;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int status(String path) throws IOException, InterruptedException {
        return status(request(path));
    }

    /** With the credentials that it was started with. */
    int statusForOperators(String path) throws IOException, InterruptedException {
        String credentials = variable("SPRING_SECURITY_USER_NAME") + ":" + variable("SPRING_SECURITY_USER_PASSWORD");
        String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return status(request(path).header("Authorization", "Basic " + encoded));
    }

    /** What it has printed so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** Asks it to stop, as {@code docker stop} does. */
    void terminate() {
        process.toHandle().destroy();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + variable("PORT") + path));
    }

    private String variable(String name) {
        return Objects.requireNonNull(environment.get(name), name);
    }

    private static int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}

package dev.sluice.gateway;

import static org.awaitility.Awaitility.await;

import dev.sluice.gateway.observability.Monitoring;
import dev.sluice.tokenbucket.server.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus from the {@code PATH} with the configuration that is shipped, but for the gateway's address and its haste. */
final class PrometheusServer implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 60;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Process process;
    private final String address;

    private PrometheusServer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Asks gateways once a second, and keeps what it hears in a directory. */
    static PrometheusServer before(List<Integer> gatewayPorts, String password, Path directory) throws IOException {
        String targets =
                gatewayPorts.stream().map(port -> "\"127.0.0.1:" + port + "\"").collect(Collectors.joining(", "));
        Files.writeString(
                directory.resolve("prometheus.yml"),
                Monitoring.text(Monitoring.PROMETHEUS.resolve("prometheus.yml"))
                        .replace("\"gateway:8080\"", targets)
                        .replace("_interval: 15s", "_interval: 1s"));
        Files.copy(Monitoring.PROMETHEUS.resolve("alerts.yml"), directory.resolve("alerts.yml"));
        Files.writeString(directory.resolve("gateway-password"), password);
        String address = "127.0.0.1:" + FreePort.find();
        Process process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=" + address)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        PrometheusServer server = new PrometheusServer(process, address);
        await().atMost(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(server::isReady);
        return server;
    }

    private boolean isReady() throws IOException, InterruptedException {
        return CLIENT.send(get("/-/ready"), BodyHandlers.discarding()).statusCode() == 200;
    }

    /** What it answers to a query, now. */
    JsonNode query(String expression) throws IOException, InterruptedException {
        return api("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    /** Its rules, and how they fare. */
    JsonNode rules() throws IOException, InterruptedException {
        return api("rules");
    }

    private JsonNode api(String call) throws IOException, InterruptedException {
        JsonNode answer = JsonMapper.shared()
                .readTree(CLIENT.send(get("/api/v1/" + call), BodyHandlers.ofString())
                        .body());
        if (!answer.get("status").asString().equals("success")) {
            throw new AssertionError(call + ": " + answer);
        }
        return answer.get("data");
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
    }

    /** Returns when it has ended, since it writes to its directory until then. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).join();
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console as a gateway serves it; how it looks and acts is seen in {@link ConsoleTrafficIT} and its neighbours. */
class ConsoleIT {

    private static final String RIGHT =
            "Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(StandardCharsets.UTF_8));

    @AutoClose
    private final Backend backend = Backend.saying("backend");

    @AutoClose
    private final Gateway gateway = Gateway.before(
            backend,
            "spring.security.user.name=ops",
            "spring.security.user.password=s3cret",
            "sluice.token-bucket.default-limit.capacity=2",
            "sluice.token-bucket.default-limit.rate-per-sec=0.000001",
            "sluice.token-bucket.unknown-client=default-limit");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console",
                "/console/",
                "/console/app.js",
                "/console/live",
                "/console/nothing",
                "/Console/app.js",
                "//console/"
            })
    void allOfItNeedsCredentials(String path) {
        HttpResponse<String> answer = gateway.get(path);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(backend.requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/console/,text/html",
        "/console/app.js,text/javascript",
        "/console/views/client.js,text/javascript",
        "/console/console.css,text/css",
        "/console/icon.svg,image/svg+xml"
    })
    void itsFilesMayUseNothingElse(String path, String type) {
        HttpResponse<String> answer = gateway.get(path, "Authorization", RIGHT);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*", "http");
        assertThat(answer.body().replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http://")
                .doesNotContain("https://");
    }

    @Test
    void itsAddressIsADirectoryRelativeToWhereverItIs() {
        HttpResponse<String> answer = gateway.get("/console", "Authorization", RIGHT);

        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location")).hasValue("console/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing",
                "/console/views/",
                "/console/%2e%2e/application.yml",
                "/console/live/x",
                "/Console/"
            })
    void whatIsNotThereGoesToNoBackend(String path) {
        assertThat(gateway.get(path, "Authorization", RIGHT).statusCode()).isEqualTo(404);
        assertThat(backend.requests()).isZero();
    }

    @Test
    void onlyReadingIsAllowed() {
        HttpResponse<String> answer = gateway.send(
                gateway.request("/console/live").headers("Authorization", RIGHT).POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
    }

    @Test
    void theFirstViewIsSmall() {
        String index = gateway.get("/console/", "Authorization", RIGHT).body();
        int files = Stream.concat(
                        Stream.of("console.css", "icon.svg", "app.js"),
                        Pattern.compile("modulepreload\" href=\"([^\"]+)\"")
                                .matcher(index)
                                .results()
                                .map(match -> match.group(1)))
                .mapToInt(file -> gateway.get("/console/" + file, "Authorization", RIGHT)
                        .body()
                        .getBytes(StandardCharsets.UTF_8)
                        .length)
                .sum();

        assertThat(index.length() + files).isBetween(20_000, 200_000);
    }

    @Test
    void theStreamTellsWhatWasDone() throws IOException {
        HttpResponse<InputStream> stream = stream();
        assertThat(stream.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(stream.headers().firstValue("X-Accel-Buffering")).hasValue("no");
        try (BufferedReader live = lines(stream)) {
            JsonNode greeting = next(live, "greeting");
            assertThat(greeting.get("actuator").asString()).isEqualTo("/actuator");
            assertThat(greeting.get("history")).isEmpty();
            for (int i = 0; i < 5; i++) {
                gateway.get("/", "X-API-Key", "somebody");
            }

            JsonNode state = next(live, "state");
            JsonNode totals = state.at("/traffic/totals");
            while (totals.get("requests").asInt() < 5) {
                state = next(live, "state");
                totals = state.at("/traffic/totals");
            }

            assertThat(totals.toString()).isEqualTo("{\"requests\":5,\"refusals\":3,\"errors\":0}");
            JsonNode instance = state.at("/services/backends/instances/0");
            assertThat(instance.get("id").asString()).isEqualTo(backend.authority());
            assertThat(instance.get("picks").asInt()).isEqualTo(2);
            assertThat(state.at("/health/components/clientDatabase/status").asString())
                    .isEqualTo("UP");
        }
    }

    @Test
    void aStopEndsTheStreamAndDoesNotWaitForIt() throws Exception {
        try (BufferedReader live = live()) {
            next(live, "state");
            CompletableFuture<Void> stop = CompletableFuture.runAsync(gateway::close);

            assertThat(live.lines()
                            .filter(line -> line.startsWith("data: {\"nothing"))
                            .count())
                    .isZero();
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoWantsNoneHasNone() {
        try (Gateway without = Gateway.before(backend, "sluice.console.enabled=false")) {
            HttpResponse<String> answer = without.get("/console/");

            assertThat(answer.body()).isEqualTo("backend");
        }
    }

    private BufferedReader live() {
        return lines(stream());
    }

    private HttpResponse<InputStream> stream() {
        return HttpClient.newHttpClient()
                .sendAsync(
                        gateway.request("/console/live")
                                .timeout(Duration.ofSeconds(60))
                                .headers("Authorization", RIGHT)
                                .build(),
                        BodyHandlers.ofInputStream())
                .join();
    }

    private static BufferedReader lines(HttpResponse<InputStream> stream) {
        return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
    }

    /** The data of the next event of this name. */
    private static JsonNode next(BufferedReader live, String event) throws IOException {
        while (true) {
            String line = live.readLine();
            assertThat(line).as("an event %s", event).isNotNull();
            if (line.equals("event: " + event)) {
                return JsonMapper.shared().readTree(live.readLine().substring("data: ".length()));
            }
        }
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients and their tokens outlive the process, in a file as in a server. */
class RestartIT {

    private static final Pattern TOKENS = Pattern.compile("\"tokens\":(\\d+)");

    /** In milliseconds; it is another process's time that passes, so there is no clock to turn. */
    private static final long MANY_INTERVALS = 2000;

    @TempDir
    Path directory;

    static Stream<String> databases() {
        return Stream.of("jdbc:h2:file:./data/clients", PostgresServer.shared().newDatabase());
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aStopSavesEverythingAndAKillForgetsNothingThatIsOlderThanTheInterval(String database)
            throws InterruptedException {
        try (Backend backend = Backend.saying("hello")) {
            try (GatewayProcess gateway = start(database, backend, "1h")) {
                register(gateway, "slow", "0.000001");
                register(gateway, "fast", "1000");
                spend(gateway, "slow", 30);
                spend(gateway, "fast", 100);
                gateway.stop();
            }
            try (GatewayProcess gateway = start(database, backend, "100ms")) {
                assertThat(tokens(gateway, "slow")).isEqualTo(70);
                assertThat(tokens(gateway, "fast")).isEqualTo(100);
                spend(gateway, "slow", 50);
                Thread.sleep(MANY_INTERVALS);
                assertThat(gateway.send(authorized(gateway, "/clients/fast").DELETE())
                                .statusCode())
                        .isEqualTo(204);
                register(gateway, "last", "1");
                gateway.kill();
            }
            try (GatewayProcess gateway = start(database, backend, "1h")) {
                assertThat(tokens(gateway, "slow")).isEqualTo(20);
                assertThat(tokens(gateway, "last")).isEqualTo(100);
                assertThat(gateway.send(authorized(gateway, "/clients/fast")).statusCode())
                        .isEqualTo(404);
                spend(gateway, "slow", 20);
                assertThat(statusOf(gateway, "slow")).isEqualTo(429);
            }
        }
    }

    private GatewayProcess start(String database, Backend backend, String interval) {
        return GatewayProcess.start(
                directory,
                Map.of(
                        "PORT",
                        "0",
                        "BACKENDS",
                        backend.uri(),
                        "DATABASE_URL",
                        database,
                        "SLUICE_TOKENBUCKET_SAVEINTERVAL",
                        interval,
                        "SPRING_SECURITY_USER_NAME",
                        "ops",
                        "SPRING_SECURITY_USER_PASSWORD",
                        "s3cret"));
    }

    private static void register(GatewayProcess gateway, String id, String rate) {
        String body = "{\"client_id\":\"%s\",\"capacity\":100,\"rate_per_sec\":%s}".formatted(id, rate);
        HttpResponse<String> answer = gateway.send(authorized(gateway, "/clients")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static void spend(GatewayProcess gateway, String id, int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(statusOf(gateway, id)).isEqualTo(200);
        }
    }

    private static int statusOf(GatewayProcess gateway, String id) {
        return gateway.send(gateway.request("/?client_id=" + id)).statusCode();
    }

    private static long tokens(GatewayProcess gateway, String id) {
        String body = gateway.send(authorized(gateway, "/clients/" + id)).body();
        Matcher tokens = TOKENS.matcher(body);
        assertThat(tokens.find()).as(body).isTrue();
        return Long.parseLong(tokens.group(1));
    }

    private static HttpRequest.Builder authorized(GatewayProcess gateway, String target) {
        return gateway.request(target).header("Authorization", "Basic b3BzOnMzY3JldA==");
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway under traffic, whose PostgreSQL freezes, dies and comes back. */
class DatabaseOutageIT {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 300;
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long CAPACITY = 1_000_000;

    /** Those that look at each outage. */
    private static final int CALLS_BESIDE = 2;

    private final PostgresServer server = PostgresServer.start();
    private final String[] address = server.newDatabase().split("@", 2);
    private final Backend backend = Backend.saying("hello");
    private final Gateway gateway = Gateway.before(
            backend,
            "spring.r2dbc.url=r2dbc:postgresql://" + address[1],
            "spring.r2dbc.username=" + server.user(),
            "spring.r2dbc.password=" + server.password(),
            "sluice.token-bucket.unknown-client=deny",
            "sluice.token-bucket.save-interval=100ms",
            "sluice.admin.anonymous-from-loopback=true");

    @AfterEach
    void stop() {
        gateway.close();
        backend.close();
        server.close();
    }

    @Test
    void trafficGoesOnFromMemoryAndTheAdministratorIsToldInTime() {
        assertThat(create("user1").statusCode()).isEqualTo(201);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<List<Answer>> traffic = CompletableFuture.supplyAsync(() -> traffic(over));

        server.freeze();
        assertAway();
        server.thaw();
        awaitBack();
        server.stop();
        assertAway();
        server.restart();
        awaitBack();

        over.set(true);
        List<Answer> answers = traffic.join();
        assertThat(answers).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.status).isEqualTo(200);
            assertThat(answer.took).isLessThan(TWO_SECONDS);
        });
        awaitTokensInTheBooks(CAPACITY - answers.size() - CALLS_BESIDE);
    }

    private void assertAway() {
        long begin = System.nanoTime();
        assertThat(create("user2")).satisfies(ErrorAnswers.error(503, "Service not available"));
        assertThat(gateway.get("/clients/user1")).satisfies(ErrorAnswers.error(503, "Service not available"));
        assertThat(gateway.get("/clients")).satisfies(ErrorAnswers.error(503, "Service not available"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TWO_SECONDS.multipliedBy(3));

        HttpResponse<String> health = gateway.get("/actuator/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"status\":\"DEGRADED\"");
        assertThat(upMeter()).isZero();
        assertThat(gateway.get("/?client_id=user1").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/?client_id=nobody").statusCode()).isEqualTo(429);
    }

    private void awaitBack() {
        for (int i = 0; gateway.get("/clients/user1").statusCode() != 200; i++) {
            assertThat(i).isLessThan(ATTEMPTS);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        assertThat(upMeter()).isEqualTo(1);
    }

    private double upMeter() {
        return gateway.context()
                .getBean(MeterRegistry.class)
                .get("sluice.token.bucket.database.up")
                .gauge()
                .value();
    }

    private List<Answer> traffic(AtomicBoolean over) {
        List<Answer> answers = new ArrayList<>();
        while (!over.get()) {
            Instant begin = Instant.now();
            int status = gateway.get("/?client_id=user1").statusCode();
            answers.add(new Answer(status, Duration.between(begin, Instant.now())));
        }
        return answers;
    }

    private HttpResponse<String> create(String id) {
        String body = "{\"client_id\":\"%s\",\"capacity\":%d,\"rate_per_sec\":0.000001}".formatted(id, CAPACITY);
        return gateway.send(gateway.request("/clients")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private void awaitTokensInTheBooks(long tokens) {
        for (int i = 0; tokensInTheBooks() != tokens; i++) {
            assertThat(i).as("%d tokens, not %d", tokensInTheBooks(), tokens).isLessThan(ATTEMPTS);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private long tokensInTheBooks() {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + address[1], server.user(), server.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select tokens from sluice_clients where client_id = 'user1'")) {
            assertThat(row.next()).isTrue();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private record Answer(int status, Duration took) {}
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.gateway.observability.Monitoring;
import dev.sluice.gateway.observability.Monitoring.Query;
import dev.sluice.tokenbucket.redis.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The shipped configuration, dashboard and alerts in a real Prometheus that asks gateways with traffic. */
@Tag("prometheus")
class PrometheusIT {

    private static final int TIMEOUT_SECONDS = 60;

    @TempDir
    private static Path directory;

    @AutoClose
    private static final Backend BACKEND = Backend.answering((request, response) ->
            request.path().equals("broken") ? response.status(500).send() : response.sendString(Mono.just("ok")));

    @AutoClose
    private static final RefusingBackend DEAD = new RefusingBackend();

    /** With traces, of which meters give examples. */
    @AutoClose
    private static final Collector COLLECTOR = new Collector();

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(Gateway.service(
            "backends",
            List.of(BACKEND.uri(), DEAD.uri()),
            "spring.config.additional-location=classpath:meters.yml",
            "management.opentelemetry.tracing.export.otlp.endpoint=" + COLLECTOR.endpoint(),
            "management.tracing.sampling.probability=1",
            "spring.security.user.name=admin",
            "spring.security.user.password=s3cret",
            "sluice.token-bucket.default-limit.capacity=5",
            "sluice.token-bucket.default-limit.rate-per-sec=1"));

    @AutoClose
    private static final RedisServer REDIS = RedisServer.start();

    /** Shares its limits, which has panels of its own. */
    @AutoClose
    private static final Gateway SHARING = Gateway.before(
            BACKEND,
            "spring.security.user.name=admin",
            "spring.security.user.password=s3cret",
            "sluice.token-bucket.ledger=redis",
            "spring.data.redis.port=" + REDIS.port());

    @AutoClose
    private static PrometheusServer prometheus;

    @BeforeAll
    static void prometheusHasSeenTraffic() throws IOException {
        prometheus = PrometheusServer.before(List.of(GATEWAY.port(), SHARING.port()), "s3cret", directory);
        await().atMost(TIMEOUT_SECONDS, TimeUnit.SECONDS).until(() -> {
            List.of("/limited", "/open", "/broken").forEach(GATEWAY::get);
            SHARING.get("/");
            return !prometheus
                    .query("sluice:errors:ratio5m > 0 and on (job) sluice:refusals:ratio5m > 0"
                            + " and on (job) rate(sluice_token_bucket_bank_draws_total[1m]) > 0")
                    .get("result")
                    .isEmpty();
        });
    }

    @Test
    void theGatewaysAreThere() throws Exception {
        assertThat(prometheus.query("up{job=\"sluice\"} == 1").get("result")).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryOfTheDashboardFindsData(Query query) throws Exception {
        String expression = query.expression()
                .replace("$__rate_interval", "1m")
                .replace("$instance", ".*")
                .replace("$route", ".*");

        assertThat(prometheus.query(expression).get("result")).as(expression).isNotEmpty();
    }

    static Stream<Query> queries() {
        return Stream.of(Monitoring.panels(), Monitoring.variables()).flatMap(List::stream);
    }

    @Test
    void everyRuleIsEvaluated() throws Exception {
        List<JsonNode> rules = prometheus
                .rules()
                .get("groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream())
                .toList();

        assertThat(rules)
                .hasSize(Monitoring.alerts().size() + Monitoring.recordings().size());
        assertThat(rules).allMatch(rule -> rule.get("health").asString().equals("ok"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check rules alerts.yml", "test rules alerts-test.yml"})
    void promtoolFindsNothing(String command) throws Exception {
        Process promtool = new ProcessBuilder(("promtool " + command).split(" ", -1))
                .directory(Monitoring.PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();

        String output = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(output).isZero();
    }
}

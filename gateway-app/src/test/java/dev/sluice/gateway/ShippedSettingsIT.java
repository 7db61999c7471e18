package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

/** What a user gets who sets nothing at all. */
class ShippedSettingsIT {

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with();

    @ParameterizedTest
    @CsvSource({
        "server.forward-headers-strategy, none",
        "server.shutdown, graceful",
        "server.netty.idle-timeout, 60s",
        "spring.lifecycle.timeout-per-shutdown-phase, 30s",
        "spring.reactor.netty.shutdown-quiet-period, 0s",
        "logging.level.io.r2dbc.postgresql.client.ReactorNettyClient, off",
        "management.endpoints.web.exposure.include, 'health,info,metrics,prometheus,loadbalancer,refusals,sbom'",
        "management.endpoint.health.show-details, when-authorized",
        "management.endpoint.health.probes.enabled, true"
    })
    void arePinned(String key, String value) {
        assertThat(GATEWAY.context().getEnvironment().getProperty(key)).isEqualTo(value);
    }

    @Test
    void nobodyWaitsForABackendForEver() {
        HttpClientProperties client = GATEWAY.context().getBean(HttpClientProperties.class);

        assertThat(client.getConnectTimeout()).isEqualTo(2_000);
        assertThat(client.getResponseTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aBackendGetsSoManyRequestsAtOnceAndNoConnectionThatItIsAboutToClose() {
        HttpClientProperties.Pool pool =
                GATEWAY.context().getBean(HttpClientProperties.class).getPool();

        assertThat(pool.getType()).isEqualTo(HttpClientProperties.Pool.PoolType.FIXED);
        assertThat(pool.getMaxConnections()).isEqualTo(500);
        assertThat(pool.getAcquireTimeout()).isEqualTo(5_000);
        assertThat(pool.getMaxIdleTime()).isEqualTo(Duration.ofSeconds(4));
        assertThat(pool.getEvictionInterval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(pool.getLeasingStrategy()).isEqualTo(HttpClientProperties.Pool.LeasingStrategy.LIFO);
    }

    @Test
    void theHeadOfAnAnswerHasABound() {
        assertThat(GATEWAY.context().getBean(HttpClientProperties.class).getMaxHeaderSize())
                .isEqualTo(DataSize.ofKilobytes(32));
    }

    @Test
    void addressesAreNeverTakenFromHeadersByTheServer() {
        assertThat(GATEWAY.context().getBean(ServerProperties.class).getForwardHeadersStrategy())
                .isEqualTo(ServerProperties.ForwardHeadersStrategy.NONE);
    }

    @Test
    void oneRouteLimitsEverythingAndLeadsToTheBackends() {
        RouteDefinition route = Objects.requireNonNull(GATEWAY.context()
                .getBean(RouteDefinitionLocator.class)
                .getRouteDefinitions()
                .single()
                .block());

        assertThat(route.getUri()).hasToString("lb://backends");
        assertThat(route.getPredicates()).hasToString("[PredicateDefinition{name='Path', args={_genkey_0=/**}}]");
        assertThat(route.getFilters())
                .hasToString(
                        "[FilterDefinition{name='TokenBucket', args={}}, FilterDefinition{name='Failover', args={}}]");
    }

    @Test
    void theHealthOfTheGatewayIsNotProxied() {
        assertThat(GATEWAY.get("/actuator/health").body()).contains("\"status\":\"UP\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void whetherItLivesAndIsReadyIsForEverybody(String probe) {
        assertThat(GATEWAY.get("/actuator/health/" + probe))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .satisfies(answer -> assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "gateway",
                "heapdump",
                "beans",
                "configprops",
                "shutdown",
                "info",
                "metrics",
                "loadbalancer",
                "refusals",
                "sbom"
            })
    void nothingElseOfTheInsideIsShownToAnybody(String endpoint) {
        assertThat(GATEWAY.get("/actuator/" + endpoint)).satisfies(ErrorAnswers.error(401, "Credentials are required"));
    }

    @Test
    void thePortIs8080() throws Exception {
        assertThat(new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yml")))
                .first()
                .satisfies(shipped ->
                        assertThat(shipped.getProperty("server.port")).isEqualTo(8080));
    }
}

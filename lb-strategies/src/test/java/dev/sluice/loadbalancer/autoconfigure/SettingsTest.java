package dev.sluice.loadbalancer.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.mock.env.MockEnvironment;

class SettingsTest {

    private static final String ALL = "sluice.load-balancer.";
    private static final String OWN = "sluice.load-balancer.services.backends.";

    @Test
    void everyDefaultIsPinned() {
        assertThat(settingsOfBackends(Map.of()))
                .isEqualTo(new SluiceLoadBalancerProperties(
                        StrategyName.ROUND_ROBIN,
                        new HealthCheckProperties(true, null, Duration.ofSeconds(5), Duration.ofSeconds(2), 1, 2),
                        new EjectionProperties(3, false, Duration.ofSeconds(5), Duration.ofMinutes(5)),
                        new Percentage(50),
                        Duration.ZERO,
                        new FailoverProperties(new Percentage(20)),
                        Duration.ofSeconds(5),
                        Map.of()));
    }

    @Test
    void aServiceHasTheSettingsForAllUnlessItHasItsOwn() {
        SluiceLoadBalancerProperties backends = settingsOfBackends(Map.of(
                ALL + "strategy",
                "random",
                ALL + "health-check.interval",
                "1s",
                ALL + "health-check.path",
                "/all",
                ALL + "health-check.rise",
                "7",
                OWN + "health-check.path",
                "/own",
                OWN + "health-check.fall",
                "9",
                OWN + "max-ejected",
                "10",
                "sluice.load-balancer.services.others.health-check.rise",
                "8"));

        assertThat(backends.strategy()).isEqualTo(StrategyName.RANDOM);
        assertThat(backends.healthCheck())
                .isEqualTo(new HealthCheckProperties(true, "/own", Duration.ofSeconds(1), Duration.ofSeconds(2), 7, 9));
        assertThat(backends.maxEjected()).isEqualTo(new Percentage(10));
    }

    @Test
    void soHasOneWithADotInItsName() {
        MockEnvironment environment = new MockEnvironment();
        environment.setProperty(ALL + "services[orders.v1].strategy", "random");
        environment.setProperty(ALL + "services[orders.v1].health-check.path", "/own");
        ConfigurationPropertySources.attach(environment);

        SluiceLoadBalancerProperties orders = new ServiceSettings(environment).of("orders.v1");

        assertThat(orders.strategy()).isEqualTo(StrategyName.RANDOM);
        assertThat(orders.healthCheck().path()).isEqualTo("/own");
    }

    @Test
    void anEnvironmentVariableSetsOneService() {
        MockEnvironment environment = new MockEnvironment();
        environment
                .getPropertySources()
                .addFirst(new org.springframework.core.env.SystemEnvironmentPropertySource(
                        "systemEnvironment",
                        Map.of("SLUICE_LOADBALANCER_SERVICES_BACKENDS_HEALTHCHECK_PATH", "/health")));

        assertThat(settingsOfBackends(environment).healthCheck().path()).isEqualTo("/health");
    }

    /** Of such a source nobody can know beforehand what it has, so that it is asked for every name there could be. */
    @Test
    void aSourceThatDoesNotTellItsNamesIsNoObstacle() {
        MockEnvironment environment = new MockEnvironment().withProperty(OWN + "strategy", "random");
        environment.getPropertySources().addLast(new PropertySource<>("silent", new Object()) {
            @Override
            public @Nullable Object getProperty(String name) {
                return null;
            }
        });

        assertThat(settingsOfBackends(environment).strategy()).isEqualTo(StrategyName.RANDOM);
    }

    @ParameterizedTest
    @CsvSource({
        "health-check.rise, 0, at least 1",
        "health-check.fall, 0, at least 1",
        "health-check.path, health, a path that begins with /",
        "health-check.path, /a b, a path that begins with /",
        "health-check.path, /50%, a path that begins with /",
        "health-check.path, //x/y, a path that begins with /",
        "health-check.interval, 0s, at least 10ms",
        "health-check.timeout, 0s, at least 1ms",
        "ejection.failures, -1, at least 0",
        "ejection.pause, 0s, at least 10ms",
        "ejection.max-pause, 1s, at least 5000ms",
        "slow-start, -1s, at least 0ms",
        "refresh-interval, 1ms, at least 100ms",
        "services.a.services.b.strategy, random, absent"
    })
    void aWrongValueIsRefusedWithItsKeyAndItsRange(String key, String value, String range) {
        assertThatException()
                .isThrownBy(() -> settingsOfBackends(Map.of(ALL + key, value)))
                .havingRootCause()
                .withMessageContaining(range)
                .withMessageContaining(key.startsWith("services") ? "services.a" : "sluice.load-balancer." + key);
    }

    @ParameterizedTest
    @CsvSource({"max-ejected, 101%", "max-ejected, half", "failover.budget, -1%", "failover.budget, 0.2"})
    void aShareIsWrittenInPercent(String key, String value) {
        assertThatException()
                .isThrownBy(() -> settingsOfBackends(Map.of(ALL + key, value)))
                .havingRootCause()
                .withMessageContaining(value)
                .withMessageContaining("a share is");
    }

    @ParameterizedTest
    @CsvSource({"0%, 0", "20%, 20", "20 %, 20", "100, 100"})
    void aShareMayBeWrittenWithoutItsSign(String text, int percent) {
        assertThat(settingsOfBackends(Map.of(ALL + "failover.budget", text))
                        .pool()
                        .failoverPercent())
                .isEqualTo(percent);
    }

    private static SluiceLoadBalancerProperties settingsOfBackends(Map<String, String> settings) {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return settingsOfBackends(environment);
    }

    private static SluiceLoadBalancerProperties settingsOfBackends(MockEnvironment environment) {
        ConfigurationPropertySources.attach(environment);
        return new ServiceSettings(environment).of("backends");
    }
}

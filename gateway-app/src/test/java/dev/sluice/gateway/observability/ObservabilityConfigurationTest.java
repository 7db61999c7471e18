package dev.sluice.gateway.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.admin.access.AdminPaths;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.gateway.filter.headers.observation.GatewayObservationConvention;

class ObservabilityConfigurationTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(ObservabilityConfiguration.class)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(AdminPaths.class, () -> new AdminPaths("/actuator"));

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "yes", "on", "1"})
    void tracingIsOnInAllWordsForIt(String on) {
        context.withPropertyValues(TracingSwitch.ENABLED + "=" + on)
                .run(gateway -> assertThat(gateway)
                        .hasSingleBean(GatewayObservationConvention.class)
                        .doesNotHaveBean(ObservationPredicate.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "no", "off", "0"})
    void tracingIsOffInAllWordsForIt(String off) {
        context.withPropertyValues(TracingSwitch.ENABLED + "=" + off)
                .run(gateway -> assertThat(gateway)
                        .hasSingleBean(ObservationPredicate.class)
                        .doesNotHaveBean(GatewayObservationConvention.class));
    }
}

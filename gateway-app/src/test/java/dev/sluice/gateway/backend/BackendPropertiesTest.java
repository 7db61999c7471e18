package dev.sluice.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BackendPropertiesTest {

    @Test
    void whoSetsNothingWaitsHalfAMinuteForABodyAndLetsAThousandWait() {
        BackendProperties properties = bind(Map.of());

        assertThat(properties.bodyTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.sendTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(properties.maxPending()).isEqualTo(1_000);
    }

    @Test
    void aTimeoutOfZeroIsNone() {
        assertThat(bind(Map.of("sluice.http.client.body-timeout", "0")).bodyTimeout())
                .isEqualTo(Duration.ZERO);
    }

    private static BackendProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("sluice.http.client", BackendProperties.class);
    }
}

package dev.sluice.loadbalancer.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class WrongSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"sluice.load-balancer.strategy", "sluice.load-balancer.services.backends.strategy"})
    void aStrategyThatDoesNotExistStopsTheStart(String key, CapturedOutput output) {
        assertThatException().isThrownBy(() -> start(key + "=fastest"));

        assertThat(output).contains("APPLICATION FAILED TO START", key, "fastest");
        assertThat(output.getOut()).contains("round-robin", "power-of-two-choices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sluice.load-balancer.stratgy", "sluice.load-balancer.services.backends.stratgy"})
    void aKeyThatDoesNotExistStopsTheStart(String key, CapturedOutput output) {
        assertThatException().isThrownBy(() -> start(key + "=random"));

        assertThat(output).contains("APPLICATION FAILED TO START", key, "random");
    }

    /** The ones above fail for their setting alone. */
    @Test
    void aRightSettingStarts(CapturedOutput output) {
        start("sluice.load-balancer.services.backends.strategy=random");

        assertThat(output).doesNotContain("FAILED");
    }

    private static void start(String setting) {
        new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--" + setting)
                .close();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(LoadBalancerAutoConfiguration.class)
    static class Application {}
}

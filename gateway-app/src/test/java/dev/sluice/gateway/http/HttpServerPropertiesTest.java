package dev.sluice.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.StandardEnvironment;

/** Every setting, its default and what it becomes. */
class HttpServerPropertiesTest {

    private static final String PREFIX = "sluice.http.server";

    @Test
    void defaults() {
        assertThat(bound())
                .isEqualTo(new HttpServerProperties(
                        Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), 100));
    }

    @Test
    void everySettingIsRead() {
        assertThat(bound("head-timeout=100ms", "body-timeout=1h", "send-timeout=2m", "max-headers=10"))
                .isEqualTo(new HttpServerProperties(
                        Duration.ofMillis(100), Duration.ofHours(1), Duration.ofMinutes(2), 10));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.099S, PT30S, PT60S, 100, 'head-timeout must be from 100ms to 1h, not 99ms'",
        "PT10S, PT3601S, PT60S, 100, 'body-timeout must be from 100ms to 1h, not 3601000ms'",
        "PT10S, PT30S, PT0S, 100, 'send-timeout must be from 100ms to 1h, not 0ms'",
        "PT10S, PT30S, PT60S, 9, 'max-headers must be from 10 to 10000, not 9'",
        "PT10S, PT30S, PT60S, 10001, 'max-headers must be from 10 to 10000, not 10001'"
    })
    void whatIsOutOfRangeIsRefusedByItsName(Duration head, Duration body, Duration send, int headers, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpServerProperties(head, body, send, headers))
                .withMessage(PREFIX + "." + reason);
    }

    private static HttpServerProperties bound(String... settings) {
        StandardEnvironment environment = new StandardEnvironment();
        for (String setting : settings) {
            TestPropertyValues.of(PREFIX + "." + setting).applyTo(environment);
        }
        environment.setConversionService(new ApplicationConversionService());
        return Binder.get(environment).bindOrCreate(PREFIX, HttpServerProperties.class);
    }
}

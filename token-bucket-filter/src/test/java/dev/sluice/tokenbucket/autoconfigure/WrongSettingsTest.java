package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;

/** A wrong setting stops the start, and the message names the key and the value. */
class WrongSettingsTest {

    private final ReactiveWebApplicationContextRunner gateway = new ReactiveWebApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(TokenBucketAutoConfiguration.class, ValidationAutoConfiguration.class));

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "sluice.token-bucket.default-limit.capacity,     0",
        "sluice.token-bucket.default-limit.capacity,     -5",
        "sluice.token-bucket.default-limit.capacity,     1000000001",
        "sluice.token-bucket.default-limit.capacity,     1.5",
        "sluice.token-bucket.default-limit.rate-per-sec, 0",
        "sluice.token-bucket.default-limit.rate-per-sec, -1",
        "sluice.token-bucket.default-limit.rate-per-sec, 1000000001",
        "sluice.token-bucket.default-limit.rate-per-sec, NaN",
        "sluice.token-bucket.client-key,                 cookie:id",
        "sluice.token-bucket.missing-key,                refuse",
        "sluice.token-bucket.unknown-client,             reject",
        "sluice.token-bucket.cost,                       0",
        "sluice.token-bucket.cost,                       abc",
        "sluice.token-bucket.cost,                       1000000001",
        "sluice.token-bucket.headers,                    all",
        "sluice.token-bucket.max-keys,                   0",
        "sluice.token-bucket.ledger,                     paper",
        "sluice.token-bucket.trusted-proxies,            10.0.0.0/99",
        "sluice.token-bucket.trusted-proxies,            proxy.example.org",
        "sluice.token-bucket.unheard-of,                 1",
        "sluice.token-bucket.default-limit.rate,         1",
    })
    void stopsTheStart(String key, String value) {
        gateway.withPropertyValues(key + "=" + value).run(context -> {
            assertThat(context).hasFailed();
            assertThat(StartFailure.explained(context, key + "=" + value))
                    .contains(key)
                    .containsPattern("(, not |Value: \")" + Pattern.quote(value));
        });
    }

    @Test
    void noKeySourceAtAllStopsTheStart() {
        String setting = "sluice.token-bucket.client-key=";
        gateway.withPropertyValues(setting).run(context -> {
            assertThat(context).hasFailed();
            assertThat(StartFailure.explained(context, setting))
                    .contains("sluice.token-bucket.client-key must be at least one source");
        });
    }
}

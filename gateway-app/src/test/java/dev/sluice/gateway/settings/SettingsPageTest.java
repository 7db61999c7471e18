package dev.sluice.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The page of settings is up to date; {@code -Dsettings.write=true} writes it. */
class SettingsPageTest {

    private static final Path FILE = Path.of("..", "docs", "settings.md");
    private static final SettingsPage PAGE = new SettingsPage();

    /** What {@code application.yml} sets and nobody would change: names, routes, what is logged, what has a better double. */
    private static final List<String> LEFT_OUT = List.of(
            "logging.level.",
            "management.health.r2dbc.enabled",
            "management.health.redis.enabled",
            "spring.application.name",
            "spring.cloud.gateway.server.webflux.routes",
            "spring.config.activate.",
            "spring.main.banner-mode",
            "springdoc.");

    @Test
    void theFileIsWhatTheSettingsSayOfThemselves() throws IOException {
        if (Boolean.getBoolean("settings.write")) {
            Files.writeString(FILE, PAGE.text());
        }

        assertThat(Files.readString(FILE)).isEqualTo(PAGE.text());
    }

    @Test
    void everySettingOfOursHasOneRow() {
        assertThat(PAGE.keys())
                .filteredOn(key -> key.startsWith("sluice."))
                .containsExactlyInAnyOrderElementsOf(SettingsMetadata.ours().keySet());
    }

    @Test
    void everySettingThatIsShippedHasARow() {
        assertThat(ShippedSettings.read().keys())
                .filteredOn(key -> LEFT_OUT.stream().noneMatch(key::startsWith))
                .isSubsetOf(PAGE.keys());
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsSetByItsEnvironmentVariable(String key) {
        ConfigurationPropertySource environment = Objects.requireNonNull(ConfigurationPropertySource.from(
                new SystemEnvironmentPropertySource("systemEnvironment", Map.of(SettingsPage.variable(key), "value"))));

        assertThat(environment.getConfigurationProperty(ConfigurationPropertyName.of(key)))
                .isNotNull();
    }

    private static Stream<String> keys() {
        return PAGE.keys().stream();
    }
}

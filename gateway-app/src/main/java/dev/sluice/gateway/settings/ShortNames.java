package dev.sluice.gateway.settings;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * {@code PORT}, {@code BACKENDS} and {@code DATABASE_URL}, as platforms and compose files like to set them.
 *
 * <p>What a source says by a short name stands right behind what it says by the long one, so that Spring Boot's order of
 * sources holds for both. A blank value counts as absent.
 */
final class ShortNames implements EnvironmentPostProcessor, Ordered {

    private static final String PORT = "PORT";
    private static final String BACKENDS = "BACKENDS";
    private static final String DATABASE_URL = "DATABASE_URL";

    /** After every source has been read, files included. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        MutablePropertySources sources = environment.getPropertySources();
        for (PropertySource<?> source : sources.stream().toList()) {
            Map<String, Object> settings = ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)
                    ? Map.of()
                    : longNames(source);
            if (!settings.isEmpty()) {
                sources.addAfter(
                        source.getName(), new MapPropertySource("short names in " + source.getName(), settings));
            }
        }
    }

    private static Map<String, Object> longNames(PropertySource<?> source) {
        Map<String, Object> settings = new HashMap<>();
        String port = text(source, PORT);
        if (!port.isEmpty()) {
            settings.put(PortCheck.PORT, PortCheck.checked(PORT, port));
        }
        String database = text(source, DATABASE_URL);
        if (!database.isEmpty()) {
            settings.putAll(DatabaseUrl.settings(DATABASE_URL, database));
        }
        List<String> backends = Arrays.stream(text(source, BACKENDS).split(",", -1))
                .map(String::strip)
                .filter(uri -> !uri.isEmpty())
                .toList();
        for (int i = 0; i < backends.size(); i++) {
            settings.put(BackendUris.key("backends", i) + ".uri", BackendUris.checked(BACKENDS, backends.get(i)));
        }
        return settings;
    }

    private static String text(PropertySource<?> source, String name) {
        return Objects.toString(source.getProperty(name), "").strip();
    }
}

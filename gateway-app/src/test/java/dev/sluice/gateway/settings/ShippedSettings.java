package dev.sluice.gateway.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * The settings of {@code application.yml}.
 *
 * @param always those for all
 * @param demo those of the profile {@code demo}
 */
record ShippedSettings(PropertySource<?> always, PropertySource<?> demo) {

    static ShippedSettings read() {
        try {
            List<PropertySource<?>> documents =
                    new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yml"));
            return new ShippedSettings(documents.get(0), documents.get(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<String> of(String key) {
        return Optional.ofNullable(always.getProperty(key)).map(Objects::toString);
    }

    Optional<String> inDemo(String key) {
        return Optional.ofNullable(demo.getProperty(key)).map(Objects::toString);
    }

    Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (PropertySource<?> document : List.of(always, demo)) {
            keys.addAll(Set.of(((EnumerablePropertySource<?>) document).getPropertyNames()));
        }
        return keys;
    }
}

package dev.sluice.gateway.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** What the shipped settings say, or files that stand before them. */
final class Settings {

    private static final String SHIPPED = "gateway-app/src/main/resources/application.yml";

    /** What is still to be saved when the last request has been answered. */
    private static final Duration SAVING = Duration.ofSeconds(5);

    private final List<PropertySource<?>> sources;

    private Settings(List<PropertySource<?>> sources) {
        this.sources = sources;
    }

    /** The shipped settings behind those of these files, the first of which counts most. */
    static Settings with(String... files) {
        return new Settings(Stream.concat(Arrays.stream(files), Stream.of(SHIPPED))
                .<PropertySource<?>>map(Settings::load)
                .toList());
    }

    String get(String key) {
        return find(key).orElseThrow(() -> new AssertionError("no file has " + key));
    }

    /** How long a gateway may take from the signal to stop to its end. */
    Duration timeToStop() {
        return duration("sluice.shutdown.delay")
                .orElse(Duration.ZERO)
                .plus(duration("spring.lifecycle.timeout-per-shutdown-phase").orElseThrow())
                .plus(SAVING);
    }

    private Optional<Duration> duration(String key) {
        return find(key).map(DurationStyle::detectAndParse);
    }

    private Optional<String> find(String key) {
        return sources.stream()
                .map(source -> source.getProperty(key))
                .filter(Objects::nonNull)
                .findFirst()
                .map(Object::toString);
    }

    private static PropertySource<?> load(String file) {
        try {
            return new YamlPropertySourceLoader()
                    .load(file, new FileSystemResource(Repository.path(file)))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

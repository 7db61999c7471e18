package dev.sluice.gateway.settings;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * A record that settings are read into.
 *
 * @param prefix what the keys begin with
 */
record SettingsRecord(String prefix, Class<?> type) {

    private static final Pattern DASH = Pattern.compile("-(.)");

    /** All of this project. */
    static List<SettingsRecord> all() {
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scanner.findCandidateComponents("dev.sluice").stream()
                .map(found -> ClassUtils.resolveClassName(Objects.requireNonNull(found.getBeanClassName()), null))
                .map(SettingsRecord::of)
                .toList();
    }

    private static SettingsRecord of(Class<?> type) {
        ConfigurationProperties annotation =
                Objects.requireNonNull(AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class));
        return new SettingsRecord(annotation.prefix(), type);
    }

    /** What is read when a user has set this and nothing else. */
    Object bound(Map<String, Object> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
    }

    /** What stands at a key when a user has set nothing. */
    @Nullable
    Object valueOf(String key) {
        String[] names = key.substring(prefix.length() + 1).split("[.]", -1);
        String path = Arrays.stream(names).map(SettingsRecord::component).collect(Collectors.joining("."));
        return new DirectFieldAccessor(bound(Map.of())).getPropertyValue(path);
    }

    private static String component(String name) {
        Matcher dash = DASH.matcher(name);
        return dash.replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /** Every name that is asked for in the reading, in this order. */
    Set<String> keys() {
        AskedFor askedFor = new AskedFor();
        new Binder(askedFor).bindOrCreate(prefix, type);
        return askedFor.names;
    }

    /** A source that has nothing, and remembers what it was asked for. */
    private static final class AskedFor implements ConfigurationPropertySource {

        private final Set<String> names = new LinkedHashSet<>();

        @Override
        public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
            names.add(name.toString());
            return null;
        }
    }
}

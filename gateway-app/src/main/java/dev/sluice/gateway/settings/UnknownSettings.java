package dev.sluice.gateway.settings;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.BoundConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Refuses a key under {@code sluice} that nothing has read: a misspelt limit must not be taken for none.
 *
 * <p>Spring Boot refuses unknown fields of a settings record, but neither a misspelt group nor anything that comes from an
 * environment variable. So this compares what every source holds with what was bound.
 */
final class UnknownSettings implements SmartInitializingSingleton {

    private static final ConfigurationPropertyName SLUICE = ConfigurationPropertyName.of("sluice");

    private final ApplicationContext context;
    private final Environment environment;

    UnknownSettings(ApplicationContext context, Environment environment) {
        this.context = context;
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (environment.getProperty("spring.main.lazy-initialization", Boolean.class, false)) {
            bindAll();
        }
        Set<String> known =
                bound().getAll().keySet().stream().map(UnknownSettings::letters).collect(Collectors.toSet());
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource settings) {
                settings.stream()
                        .filter(SLUICE::isAncestorOf)
                        .filter(name -> !isBlank(name, settings))
                        .filter(name -> !known.contains(letters(name)))
                        .findFirst()
                        .ifPresent(name -> refuse(name, settings));
            }
        }
    }

    /** Which else are bound by who asks for them first. */
    private void bindAll() {
        for (String name : context.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            ConfigurationProperties settings = context.findAnnotationOnBean(name, ConfigurationProperties.class);
            if (settings != null && settings.prefix().startsWith(SLUICE.toString())) {
                context.getBean(name);
            }
        }
    }

    /** As a group in YAML of which all is commented out: it says nothing. */
    private static boolean isBlank(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        return value(name, source).toString().isEmpty();
    }

    /** A name without its indexes, dashes and dots: an environment variable can't tell a dash from a dot. */
    private static String letters(ConfigurationPropertyName name) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            if (!name.isNumericIndex(i)) {
                letters.append(name.getElement(i, ConfigurationPropertyName.Form.UNIFORM));
            }
        }
        return letters.toString();
    }

    private static void refuse(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        throw new InvalidSettingException(name.toString(), value(name, source), "there is no such setting.");
    }

    private static Object value(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        return Objects.requireNonNull(source.getConfigurationProperty(name)).getValue();
    }

    private BoundConfigurationProperties bound() {
        return Objects.requireNonNull(BoundConfigurationProperties.get(context));
    }
}

package dev.sluice.loadbalancer.autoconfigure;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * The settings of one service: its own, and for what it has none, those for all.
 *
 * <p>They are read once more, with the service's own in front, since a record that has been read does not tell which of its
 * values are defaults.
 */
final class ServiceSettings {

    private static final ConfigurationPropertyName ALL =
            ConfigurationPropertyName.of(SluiceLoadBalancerProperties.PREFIX);

    private final Environment environment;

    ServiceSettings(Environment environment) {
        this.environment = environment;
    }

    SluiceLoadBalancerProperties of(String service) {
        ConfigurationPropertyName own = own(service);
        List<ConfigurationPropertySource> sources = StreamSupport.stream(
                        ConfigurationPropertySources.get(environment).spliterator(), false)
                .toList();
        Stream<ConfigurationPropertySource> inFront = sources.stream().map(source -> new AsForAll(source, own));
        return new Binder(
                        Stream.concat(inFront, sources.stream()).toList(),
                        new PropertySourcesPlaceholdersResolver(environment))
                .bindOrCreate(SluiceLoadBalancerProperties.PREFIX, SluiceLoadBalancerProperties.class);
    }

    /** In brackets where it would be more than one element: {@code services[orders.v1]}. */
    private static ConfigurationPropertyName own(String service) {
        ConfigurationPropertyName services = ALL.append("services");
        return service.indexOf('.') < 0
                ? ConfigurationPropertyName.adapt(services + "." + service, '.')
                : services.append("[" + service + "]");
    }

    /**
     * Shows the settings of one service under the names of those for all.
     *
     * @param source where they are
     * @param own what the names of the service's own begin with
     */
    private record AsForAll(ConfigurationPropertySource source, ConfigurationPropertyName own)
            implements ConfigurationPropertySource {

        @Override
        public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
            return ALL.isAncestorOf(name) ? source.getConfigurationProperty(translated(name)) : null;
        }

        @Override
        public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
            return ALL.isAncestorOf(name) || ALL.equals(name)
                    ? source.containsDescendantOf(translated(name))
                    : ConfigurationPropertyState.ABSENT;
        }

        /** As text: {@code subName} fails on names of more than six elements that were put together. */
        private ConfigurationPropertyName translated(ConfigurationPropertyName name) {
            String rest = name.toString().substring(ALL.toString().length());
            return ConfigurationPropertyName.adapt(own + rest, '.');
        }
    }
}

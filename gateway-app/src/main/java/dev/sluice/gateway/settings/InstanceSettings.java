package dev.sluice.gateway.settings;

import dev.sluice.loadbalancer.pool.Weight;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Refuses an instance in the settings to which no request could be sent, or whose weight is none. A weight that a registry tells counts as 1
 * then, since nobody here could correct it.
 */
final class InstanceSettings implements EnvironmentPostProcessor, Ordered {

    private static final Bindable<Map<String, List<Instance>>> SERVICES =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    Map.class,
                    ResolvableType.forClass(String.class),
                    ResolvableType.forClassWithGenerics(List.class, Instance.class)));

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Binder.get(environment)
                .bind(BackendUris.INSTANCES, SERVICES)
                .ifBound(services -> services.forEach(InstanceSettings::check));
    }

    private static void check(String service, List<Instance> instances) {
        for (int i = 0; i < instances.size(); i++) {
            Instance instance = instances.get(i);
            BackendUris.checked(BackendUris.key(service, i) + ".uri", instance.uri());
            checkWeight(BackendUris.key(service, i), instance.metadata().get(Weight.KEY));
        }
    }

    private static void checkWeight(String key, @Nullable String weight) {
        if (weight != null && Weight.parsed(weight).isEmpty()) {
            throw new InvalidSettingException(
                    key + ".metadata." + Weight.KEY,
                    weight,
                    "a weight is a whole number from 1 to " + Weight.MAX + ".");
        }
    }

    /** What is checked of an instance; visible to the binder. */
    record Instance(
            @DefaultValue("") String uri, @DefaultValue Map<String, String> metadata) {}
}

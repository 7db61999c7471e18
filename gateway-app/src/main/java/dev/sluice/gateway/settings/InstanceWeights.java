package dev.sluice.gateway.settings;

import dev.sluice.loadbalancer.pool.Weight;
import java.util.List;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/** Refuses the weight of a backend that is none. One that a registry tells counts as 1, since nobody here could correct it. */
final class InstanceWeights implements EnvironmentPostProcessor, Ordered {

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
                .ifBound(services -> services.forEach(InstanceWeights::check));
    }

    private static void check(String service, List<Instance> instances) {
        for (int i = 0; i < instances.size(); i++) {
            String weight = instances.get(i).metadata().get(Weight.KEY);
            if (weight != null && Weight.parsed(weight).isEmpty()) {
                String key = BackendUris.INSTANCES + "." + service + "[" + i + "].metadata." + Weight.KEY;
                throw new InvalidSettingException(
                        key, weight, "a weight is a whole number from 1 to " + Weight.MAX + ".");
            }
        }
    }

    /** What is checked of an instance, and what each has, since the binder takes one of which it knows nothing for a mistake. */
    record Instance(
            @DefaultValue("") String uri, @DefaultValue Map<String, String> metadata) {}
}

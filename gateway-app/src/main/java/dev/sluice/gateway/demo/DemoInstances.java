package dev.sluice.gateway.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/** Makes the demo backends the instances of the service {@code backends}, unless it has instances of its own. */
final class DemoInstances implements EnvironmentPostProcessor, Ordered {

    private static final String INSTANCES = "spring.cloud.discovery.client.simple.instances.backends";

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (environment.acceptsProfiles(Profiles.of("demo"))) {
            List<Integer> ports = Binder.get(environment)
                    .bindOrCreate("sluice.demo", DemoProperties.class)
                    .ports();
            Map<String, Object> instances = IntStream.range(0, ports.size())
                    .boxed()
                    .collect(Collectors.toMap(
                            i -> INSTANCES + "[" + i + "].uri", i -> "http://localhost:" + ports.get(i)));
            environment.getPropertySources().addLast(new MapPropertySource("demo backends", instances));
        }
    }
}

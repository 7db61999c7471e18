package dev.sluice.loadbalancer.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.actuator.LoadBalancerEndpoint;
import dev.sluice.loadbalancer.actuator.LoadBalancerMeters;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.Pools;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

class LoadBalancerActuatorAutoConfigurationTest {

    private static final ServiceInstance INSTANCE =
            new DefaultServiceInstance("a", "backends", "localhost", 1001, false);

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withPropertyValues("sluice.load-balancer.health-check.enabled=false")
            .withConfiguration(AutoConfigurations.of(
                    LoadBalancerAutoConfiguration.class,
                    LoadBalancerActuatorAutoConfiguration.class,
                    org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration.class));

    @Test
    void theEndpointIsThereWhenItIsExposed() {
        runner.run(context -> assertThat(context).doesNotHaveBean(LoadBalancerEndpoint.class));
        runner.withPropertyValues("management.endpoints.web.exposure.include=loadbalancer")
                .run(context -> assertThat(context).hasSingleBean(LoadBalancerEndpoint.class));
    }

    @Test
    void theHealthComponentIsThere() {
        runner.run(context -> assertThat(context).hasBean("loadBalancerHealthIndicator"));
    }

    @Test
    void eachInstanceHasItsMetersForAsLongAsItIsThere() {
        runner.withBean(SimpleMeterRegistry.class).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(Pools.class).open("backends", new Fixed());
            Pool pool = context.getBean(Pools.class).find("backends").orElseThrow();

            assertThat(pool.choose()).isPresent();
            assertThat(registry.get("sluice.load.balancer.picks")
                            .tag("backend", "localhost:1001")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            assertThat(registry.get("sluice.load.balancer.in.flight").gauge().value())
                    .isEqualTo(1);
            assertThat(registry.get("sluice.load.balancer.failover.budget")
                            .gauge()
                            .value())
                    .isEqualTo(100);
            assertThat(stateIn(registry)).isEqualTo("up");
            pool.drain(pool.backend("localhost:1001").orElseThrow(), true);
            assertThat(stateIn(registry)).isEqualTo("draining");

            pool.replace(List.of());
            assertThat(pool.choose()).isEmpty();
            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .containsExactlyInAnyOrder(
                            "sluice.load.balancer.failovers",
                            "sluice.load.balancer.failover.budget",
                            "sluice.load.balancer.refusals");
            assertThat(registry.get("sluice.load.balancer.refusals")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void theLibraryWorksWithoutAnyOfIt() {
        runner.withClassLoader(new FilteredClassLoader(MeterRegistry.class, Endpoint.class, HealthIndicator.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(Pools.class)
                        .doesNotHaveBean(LoadBalancerMeters.class));
    }

    /** The one state whose gauge is 1. */
    private static @Nullable String stateIn(MeterRegistry registry) {
        List<Gauge> current = registry.get("sluice.load.balancer.state").gauges().stream()
                .filter(state -> state.value() == 1)
                .toList();
        assertThat(current).hasSize(1);
        return current.get(0).getId().getTag("state");
    }

    private record Fixed() implements ServiceInstanceListSupplier {

        @Override
        public String getServiceId() {
            return "backends";
        }

        @Override
        public Flux<List<ServiceInstance>> get() {
            return Flux.just(List.of(INSTANCE));
        }
    }
}

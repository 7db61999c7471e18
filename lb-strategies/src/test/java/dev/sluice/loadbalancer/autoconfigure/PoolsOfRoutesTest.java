package dev.sluice.loadbalancer.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.Pools;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.discovery.simple.reactive.SimpleReactiveDiscoveryClientAutoConfiguration;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClientsProperties;
import org.springframework.cloud.commons.util.UtilAutoConfiguration;
import org.springframework.cloud.gateway.event.RefreshRoutesResultEvent;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

class PoolsOfRoutesTest {

    private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LoadBalancerAutoConfiguration.class,
                    org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration.class,
                    UtilAutoConfiguration.class,
                    SimpleDiscoveryClientAutoConfiguration.class,
                    SimpleReactiveDiscoveryClientAutoConfiguration.class))
            .withUserConfiguration(Routes.class)
            .withPropertyValues(
                    // Nobody listens there.
                    "sluice.load-balancer.health-check.enabled=false",
                    "spring.cloud.discovery.client.simple.instances.backends[0].uri=http://localhost:1001",
                    "spring.cloud.discovery.client.simple.instances.late[0].uri=http://localhost:1002");

    @Test
    void everyServiceThatARouteLeadsToHasAPoolFromTheStart() {
        runner.run(context -> {
            assertThat(context.getBean(Pools.class).all())
                    .extracting(Pool::service)
                    .containsExactly("backends", "chat", "secure");
            assertThat(pool(context).backends()).hasSize(1);
        });
    }

    @Test
    void aPoolThatCannotBeOpenedStopsTheStart() {
        runner.withBean(LoadBalancerClientFactory.class, UnwillingFactory::new)
                .withAllowBeanDefinitionOverriding(true)
                .run(context -> assertThat(context).getFailure().hasRootCauseMessage("no pool"));
    }

    @Test
    void aRouteThatComesLaterBringsItsPool() {
        runner.run(context -> {
            context.getBean(Routes.class).uris.add("lb://late");
            context.publishEvent(new RefreshRoutesResultEvent(this));

            assertThat(context.getBean(Pools.class).find("late"))
                    .hasValueSatisfying(pool -> assertThat(pool.backends()).hasSize(1));
        });
    }

    @Test
    void whenAllIsOverNoPoolHasInstances() {
        runner.run(context -> {
            Pool pool = pool(context);
            context.getSourceApplicationContext().stop();
            context.getBean(Routes.class).uris.add("lb://late");
            context.publishEvent(new RefreshRoutesResultEvent(this));

            assertThat(pool.backends()).isEmpty();
            assertThat(context.getBean(Pools.class).find("late")).isEmpty();
        });
    }

    /** Spring pauses the context of one test while others run. */
    @Test
    void aContextThatGoesOnHasItsInstancesAgain() {
        runner.run(context -> {
            Pool pool = pool(context);
            context.getSourceApplicationContext().stop();
            context.getSourceApplicationContext().start();

            assertThat(pool(context)).isSameAs(pool);
            assertThat(pool.backends()).hasSize(1);
        });
    }

    private static Pool pool(ApplicationContext context) {
        return context.getBean(Pools.class).find("backends").orElseThrow();
    }

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        final List<String> uris = new ArrayList<>(List.of(
                "lb://backends",
                "lb://backends/again",
                "lb:ws://chat",
                "lb:https://secure/path",
                "http://localhost:1003",
                "forward:/page",
                "no://op"));

        @Bean
        RouteLocator routes() {
            return () -> Flux.fromIterable(List.copyOf(uris))
                    .index((number, uri) -> Route.async()
                            .id("route" + number)
                            .uri(uri)
                            .predicate(exchange -> true)
                            .build());
        }
    }

    private static final class UnwillingFactory extends LoadBalancerClientFactory {

        UnwillingFactory() {
            super(new LoadBalancerClientsProperties());
        }

        @Override
        public <T> T getInstance(String name, Class<T> type) {
            throw new IllegalStateException("no pool");
        }
    }
}

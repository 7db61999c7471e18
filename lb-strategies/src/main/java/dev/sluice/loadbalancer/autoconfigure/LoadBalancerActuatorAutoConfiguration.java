package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.actuator.LoadBalancerEndpoint;
import dev.sluice.loadbalancer.actuator.LoadBalancerHealthIndicator;
import dev.sluice.loadbalancer.actuator.LoadBalancerMeters;
import dev.sluice.loadbalancer.pool.Pools;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators see of the pools, as far as the application has the parts to show it with. */
@AutoConfiguration(
        after = LoadBalancerAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
public final class LoadBalancerActuatorAutoConfiguration {

    /** The endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class EndpointConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint
        LoadBalancerEndpoint loadBalancerEndpoint(Pools pools) {
            return new LoadBalancerEndpoint(pools);
        }
    }

    /** The health component. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(HealthIndicator.class)
    static class HealthConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "loadBalancerHealthIndicator")
        HealthIndicator loadBalancerHealthIndicator(Pools pools) {
            return new LoadBalancerHealthIndicator(pools);
        }
    }

    /** The meters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    static class MetersConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnBean(MeterRegistry.class)
        LoadBalancerMeters loadBalancerMeters(MeterRegistry registry) {
            return new LoadBalancerMeters(registry);
        }
    }
}

package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.pool.PoolLoadBalancer;
import dev.sluice.loadbalancer.pool.Pools;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.CachingServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.core.ReactorLoadBalancer;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;

/**
 * The beans of one service, in the child context that Spring Cloud keeps for each.
 *
 * <p>Deliberately no {@code @Configuration}: a component scan that found it would give every service the same balancer.
 */
final class StrategyClientConfiguration {

    /** A fallback, since nobody knows whether it is registered before or after a default of the user's own. */
    @Bean
    @Fallback
    @ConditionalOnMissingBean
    ReactorLoadBalancer<ServiceInstance> poolLoadBalancer(
            Environment environment, ServiceInstanceListSupplier instances, Pools pools) {
        String service = environment.getRequiredProperty(LoadBalancerClientFactory.PROPERTY_NAME);
        return new PoolLoadBalancer(pools.open(service, uncached(instances)));
    }

    /** Pools ask in the background: behind a cache they would learn of a change later than their settings say. */
    private static ServiceInstanceListSupplier uncached(ServiceInstanceListSupplier instances) {
        return instances instanceof CachingServiceInstanceListSupplier cache ? cache.getDelegate() : instances;
    }
}

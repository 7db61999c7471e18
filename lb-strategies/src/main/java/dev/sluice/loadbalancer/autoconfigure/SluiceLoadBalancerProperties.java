package dev.sluice.loadbalancer.autoconfigure;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the load balancer.
 *
 * @param strategy how an instance is chosen
 * @param services the same settings for one service, by its name
 */
@ConfigurationProperties(prefix = "sluice.load-balancer", ignoreUnknownFields = false)
record SluiceLoadBalancerProperties(
        @DefaultValue("round-robin") StrategyName strategy,
        @DefaultValue Map<String, Service> services) {

    /**
     * The settings of one service.
     *
     * @param strategy how an instance of it is chosen; absent, as for all
     */
    record Service(@Nullable StrategyName strategy) {}

    StrategyName strategyOf(String service) {
        return Optional.ofNullable(services.get(service)).map(Service::strategy).orElse(strategy);
    }
}

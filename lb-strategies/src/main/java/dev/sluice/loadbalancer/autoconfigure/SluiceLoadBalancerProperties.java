package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.pool.EjectionPolicy;
import dev.sluice.loadbalancer.pool.PoolSettings;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the load balancer.
 *
 * @param strategy How an instance is chosen.
 * @param healthCheck How instances are checked.
 * @param ejection When an instance is taken out because requests fail on it.
 * @param maxEjected Up to which share of a service's instances may be out for another to be ejected.
 * @param slowStart How long an instance that is back has less than its share of the requests, in ten steps; 0s for not
 *     at all.
 * @param failover How the filter Failover goes on after a failed connection.
 * @param refreshInterval How often the registry is asked for the instances of a service; at least 100ms.
 * @param services The same settings for one service, by its name; what is absent is as for all.
 */
@ConfigurationProperties(prefix = SluiceLoadBalancerProperties.PREFIX, ignoreUnknownFields = false)
record SluiceLoadBalancerProperties(
        @DefaultValue("round-robin") StrategyName strategy,
        @NestedConfigurationProperty @DefaultValue HealthCheckProperties healthCheck,
        @NestedConfigurationProperty @DefaultValue EjectionProperties ejection,
        @DefaultValue("50%") Percentage maxEjected,
        @DefaultValue("0s") Duration slowStart,
        @NestedConfigurationProperty @DefaultValue FailoverProperties failover,
        @DefaultValue("5s") Duration refreshInterval,
        @DefaultValue Map<String, SluiceLoadBalancerProperties> services) {

    static final String PREFIX = "sluice.load-balancer";

    private static final Duration MIN_REFRESH_INTERVAL = Duration.ofMillis(100);

    SluiceLoadBalancerProperties {
        Range.atLeast(Duration.ZERO, "slow-start", slowStart);
        Range.atLeast(MIN_REFRESH_INTERVAL, "refresh-interval", refreshInterval);
        services.forEach((name, service) -> Range.check(
                service.services().isEmpty(), "services." + name + ".services", service.services(), "absent"));
    }

    PoolSettings pool() {
        return new PoolSettings(
                strategy.toString(),
                strategy,
                healthCheck.rise(),
                healthCheck.fall(),
                new EjectionPolicy(
                        ejection.failures(),
                        ejection.serverErrors(),
                        ejection.pause(),
                        ejection.maxPause(),
                        maxEjected.value()),
                slowStart,
                failover.budget().value(),
                refreshInterval);
    }
}

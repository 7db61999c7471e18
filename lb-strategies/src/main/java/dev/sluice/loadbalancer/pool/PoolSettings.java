package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How a pool behaves.
 *
 * @param strategyName how an instance is chosen, for people
 * @param strategy makes a strategy of the pool's own
 * @param rise how many health checks in a row bring an instance back, at least 1
 * @param fall how many failed health checks in a row take it out, at least 1
 * @param ejection when instances are taken out for what their requests have met
 * @param slowStart how long an instance that is back has less than its share; zero for not at all
 * @param failoverPercent how many further attempts there may be for 100 requests, 0 to 100
 * @param refreshInterval how often the registry is asked for the instances
 */
public record PoolSettings(
        String strategyName,
        Supplier<LoadBalancingStrategy> strategy,
        int rise,
        int fall,
        EjectionPolicy ejection,
        Duration slowStart,
        int failoverPercent,
        Duration refreshInterval) {}

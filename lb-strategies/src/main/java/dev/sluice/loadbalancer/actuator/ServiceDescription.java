package dev.sluice.loadbalancer.actuator;

import dev.sluice.loadbalancer.pool.Pool;
import java.util.List;

/**
 * A service as operators see it.
 *
 * @param strategy how an instance is chosen
 * @param instances in the order of the registry
 */
public record ServiceDescription(String strategy, List<InstanceDescription> instances) {

    static ServiceDescription of(Pool pool) {
        return new ServiceDescription(
                pool.strategyName(),
                pool.backends().stream().map(InstanceDescription::of).toList());
    }
}

package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;

/** The strategies by the names that they have in a setting. */
enum StrategyName {
    /** Each instance in turn. */
    ROUND_ROBIN,
    /** Any instance, all with the same probability. */
    RANDOM;

    /** A strategy for one service. */
    LoadBalancingStrategy create() {
        return switch (this) {
            case ROUND_ROBIN -> LoadBalancingStrategy.roundRobin();
            case RANDOM -> LoadBalancingStrategy.random();
        };
    }
}

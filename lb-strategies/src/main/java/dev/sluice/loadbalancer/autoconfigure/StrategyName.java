package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import java.util.Locale;
import java.util.function.Supplier;

/** The strategies by the names that they have in a setting. */
enum StrategyName implements Supplier<LoadBalancingStrategy> {
    /** Each instance in turn. */
    ROUND_ROBIN,
    /** Any instance. */
    RANDOM,
    /** The instance with the fewest requests in flight. */
    LEAST_CONNECTIONS,
    /** Of two instances drawn at random the one with fewer requests in flight. */
    POWER_OF_TWO_CHOICES;

    /** A strategy for one service. */
    @Override
    public LoadBalancingStrategy get() {
        return switch (this) {
            case ROUND_ROBIN -> LoadBalancingStrategy.roundRobin();
            case RANDOM -> LoadBalancingStrategy.random();
            case LEAST_CONNECTIONS -> LoadBalancingStrategy.leastConnections();
            case POWER_OF_TWO_CHOICES -> LoadBalancingStrategy.powerOfTwoChoices();
        };
    }

    /** As it is written in a setting. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

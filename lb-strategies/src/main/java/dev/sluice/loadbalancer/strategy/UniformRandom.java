package dev.sluice.loadbalancer.strategy;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** Any instance, all with the same probability. */
final class UniformRandom implements LoadBalancingStrategy {

    private final IntUnaryOperator chance;

    UniformRandom(IntUnaryOperator chance) {
        this.chance = chance;
    }

    @Override
    public <T> T choose(List<T> instances) {
        return instances.get(chance.applyAsInt(instances.size()));
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** Any instance, each with a probability in proportion to its weight. */
final class WeightedRandom implements LoadBalancingStrategy {

    private final IntUnaryOperator chance;

    WeightedRandom(IntUnaryOperator chance) {
        this.chance = chance;
    }

    @Override
    public <T extends Candidate> Selector<T> over(List<T> candidates) {
        Lottery lottery = new Lottery(Weights.of(candidates), chance);
        return () -> {
            T chosen = candidates.get(lottery.draw());
            chosen.acquire();
            return chosen;
        };
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.List;
import java.util.function.IntUnaryOperator;

/** The less loaded of two that are drawn at random, each with a probability in proportion to its weight. */
final class PowerOfTwoChoices implements LoadBalancingStrategy {

    private final IntUnaryOperator chance;

    PowerOfTwoChoices(IntUnaryOperator chance) {
        this.chance = chance;
    }

    @Override
    public <T extends Candidate> Selector<T> over(List<T> candidates) {
        Weights weights = Weights.of(candidates);
        Lottery lottery = new Lottery(weights, chance);
        return () -> {
            T chosen = candidates.get(weights.size() == 1 ? 0 : lessLoaded(candidates, weights, lottery));
            chosen.acquire();
            return chosen;
        };
    }

    private static int lessLoaded(List<? extends Candidate> candidates, Weights weights, Lottery lottery) {
        int first = lottery.draw();
        int second = lottery.drawOther(first);
        long loadOfFirst = (long) candidates.get(first).inFlight() * weights.get(second);
        long loadOfSecond = (long) candidates.get(second).inFlight() * weights.get(first);
        return loadOfSecond < loadOfFirst ? second : first;
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

/** Chooses one of several instances; safe for any number of threads. */
@FunctionalInterface
public interface LoadBalancingStrategy {

    /** One of the instances, of which there is at least one. */
    <T> T choose(List<T> instances);

    /**
     * Each instance in turn, strictly, also under concurrency: after n choices from an unchanging list the counts differ by
     * at most 1.
     */
    static LoadBalancingStrategy roundRobin() {
        return new RoundRobin();
    }

    /** Any instance, all with the same probability. */
    static LoadBalancingStrategy random() {
        return random(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /**
     * Any instance, as chance will have it.
     *
     * @param chance a number from 0 to its argument, exclusive, all with the same probability
     */
    static LoadBalancingStrategy random(IntUnaryOperator chance) {
        return new UniformRandom(chance);
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;

/**
 * How one of several instances is chosen.
 *
 * <p>A strategy belongs to one service: what it remembers from one list to the next is whose turn it was.
 */
@FunctionalInterface
public interface LoadBalancingStrategy {

    /**
     * A selector among these, of which there is at least one.
     *
     * <p>The list is never changed: when instances come or go, or weights change, a new selector is asked for, and goes on
     * where the last one was. Whoever equals a candidate of the last list counts as the same.
     *
     * @throws IllegalArgumentException if a weight is not from 1 to {@value Candidate#MAX_WEIGHT}
     */
    <T extends Candidate> Selector<T> over(List<T> candidates);

    /**
     * One of these, of which there is at least one, already acquired: for who chooses once and has others to choose from the next time. By default
     * from a selector among them; a strategy whose selectors are made for many choices may do it in another way.
     *
     * @throws IllegalArgumentException if a weight is not from 1 to {@value Candidate#MAX_WEIGHT}
     */
    default <T extends Candidate> T selectOnce(List<T> candidates) {
        return over(candidates).select();
    }

    /**
     * Each instance in turn, strictly, also under concurrency: after n choices from an unchanging list the counts differ by
     * at most 1. With weights each full cycle is exactly in proportion, and the turns of one instance are spread over it.
     */
    static LoadBalancingStrategy roundRobin() {
        return new RoundRobin();
    }

    /** Any instance, each with a probability in proportion to its weight. */
    static LoadBalancingStrategy random() {
        return random(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /**
     * Any instance, as chance will have it.
     *
     * @param chance a number from 0 to its argument, exclusive, all with the same probability
     */
    static LoadBalancingStrategy random(IntUnaryOperator chance) {
        return new WeightedRandom(chance);
    }

    /**
     * The instance with the fewest requests in flight for its weight; several such take turns, in proportion to their weights.
     *
     * <p>Each choice looks at all instances. For thousands of them, or where several gateways share them and would all choose the
     * same one, {@link #powerOfTwoChoices()} is better.
     */
    static LoadBalancingStrategy leastConnections() {
        return new LeastConnections();
    }

    /**
     * The one with fewer requests in flight for its weight, of two that are drawn at random; the first drawn if they have as
     * many.
     *
     * @see <a href="https://doi.org/10.1109/71.963420">Mitzenmacher: The Power of Two Choices in Randomized Load Balancing
     *     (2001)</a>
     */
    static LoadBalancingStrategy powerOfTwoChoices() {
        return powerOfTwoChoices(bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    /**
     * The better of two, as chance will have them.
     *
     * @param chance a number from 0 to its argument, exclusive, all with the same probability
     */
    static LoadBalancingStrategy powerOfTwoChoices(IntUnaryOperator chance) {
        return new PowerOfTwoChoices(chance);
    }
}

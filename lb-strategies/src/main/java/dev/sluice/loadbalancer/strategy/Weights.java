package dev.sluice.loadbalancer.strategy;

import java.util.Arrays;
import java.util.List;

/** The weights of a list of candidates, by their places in it, divided by what they have in common. */
final class Weights {

    private final int[] weights;

    private Weights(int[] weights) {
        this.weights = weights;
    }

    static Weights of(List<? extends Candidate> candidates) {
        int[] weights = candidates.stream().mapToInt(Weights::checked).toArray();
        int common = Arrays.stream(weights).reduce(0, Weights::greatestCommonDivisor);
        return new Weights(Arrays.stream(weights).map(weight -> weight / common).toArray());
    }

    int size() {
        return weights.length;
    }

    int get(int index) {
        return weights[index];
    }

    int heaviest() {
        return Arrays.stream(weights).max().orElseThrow();
    }

    /** Whether all are the same, which is to say 1. */
    boolean equal() {
        return heaviest() == 1;
    }

    /**
     * Each weight added to those before it.
     *
     * @throws ArithmeticException if the sum of all is 2^31 or more
     */
    int[] cumulative() {
        int[] sums = weights.clone();
        Arrays.parallelPrefix(sums, Math::addExact);
        return sums;
    }

    private static int checked(Candidate candidate) {
        int weight = candidate.weight();
        if (weight < 1 || weight > Candidate.MAX_WEIGHT) {
            throw new IllegalArgumentException(
                    "weight must be from 1 to " + Candidate.MAX_WEIGHT + ", not " + weight + ": " + candidate);
        }
        return weight;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}

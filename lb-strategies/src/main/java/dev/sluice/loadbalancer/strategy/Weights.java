package dev.sluice.loadbalancer.strategy;

import java.util.Arrays;
import java.util.List;

/** The weights of a list of candidates, by their places in it. */
final class Weights {

    private final int[] weights;

    private Weights(int[] weights) {
        this.weights = weights;
    }

    /**
     * The weights of these.
     *
     * @throws IllegalArgumentException if one is not from 1 to {@value Candidate#MAX_WEIGHT}
     */
    static Weights of(List<? extends Candidate> candidates) {
        return new Weights(candidates.stream().mapToInt(Weights::checked).toArray());
    }

    /** The same proportions in the smallest numbers; equal weights are all 1. */
    Weights reduced() {
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

    boolean equal() {
        return Arrays.stream(weights).allMatch(weight -> weight == weights[0]);
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

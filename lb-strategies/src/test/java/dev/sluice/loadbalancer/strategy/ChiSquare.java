package dev.sluice.loadbalancer.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Pearson's measure of how far counts are from what was expected. */
final class ChiSquare {

    private ChiSquare() {}

    /** Of these choices, where each number should have come up in proportion to its weight. */
    static double of(List<Integer> chosen, int[] weights) {
        int[] counts = Backend.counts(chosen, weights.length);
        double total = Arrays.stream(weights).sum();
        return IntStream.range(0, weights.length)
                .mapToDouble(i -> {
                    double expected = chosen.size() * (weights[i] / total);
                    return (counts[i] - expected) * (counts[i] - expected) / expected;
                })
                .sum();
    }
}

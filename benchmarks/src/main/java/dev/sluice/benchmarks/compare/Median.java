package dev.sluice.benchmarks.compare;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle one, or what is in the middle of the two. */
final class Median {

    private Median() {}

    /** Of at least one. */
    static <T> double of(Collection<T> all, ToDoubleFunction<T> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}

package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Chi-square at 0.1 %, with seeds that make every run the same. */
class UniformRandomTest {

    private static final int CHOICES = 100_000;
    private static final long SEED = 20_260_101;

    @ParameterizedTest(name = "{0} instances")
    @CsvSource({"2, 10.83", "3, 13.82", "5, 18.47", "10, 27.88", "64, 103.44"})
    void everyInstanceIsEquallyProbable(int size, double critical) {
        LoadBalancingStrategy strategy = LoadBalancingStrategy.random(new Random(SEED)::nextInt);
        List<Integer> instances = instances(size);
        long[] counts = new long[size];
        for (int i = 0; i < CHOICES; i++) {
            counts[strategy.choose(instances)]++;
        }

        assertThat(chiSquare(counts)).isLessThan(critical);
    }

    /** A rotation is uniform too; this tells chance from it: after each instance, all are equally probable again. */
    @ParameterizedTest(name = "{0} instances")
    @CsvSource({"2, 16.27", "3, 26.12", "5, 51.18"})
    void aChoiceSaysNothingAboutTheNext(int size, double critical) {
        LoadBalancingStrategy strategy = LoadBalancingStrategy.random(new Random(SEED)::nextInt);
        List<Integer> instances = instances(size);
        long[] pairs = new long[size * size];
        for (int i = 0; i < CHOICES; i++) {
            pairs[strategy.choose(instances) * size + strategy.choose(instances)]++;
        }

        assertThat(chiSquare(pairs)).isLessThan(critical);
    }

    @Test
    void chanceIsAskedOncePerChoiceForANumberBelowTheSizeOfTheListAtThatMoment() {
        LoadBalancingStrategy strategy = LoadBalancingStrategy.random(bound -> bound - 1);

        assertThat(strategy.choose(List.of("a", "b", "c"))).isEqualTo("c");
        assertThat(strategy.choose(List.of("a"))).isEqualTo("a");
        assertThat(strategy.choose(List.of("a", "b"))).isEqualTo("b");
    }

    @Test
    void theSystemsOwnChanceReachesEveryInstance() {
        LoadBalancingStrategy strategy = LoadBalancingStrategy.random();
        List<Integer> instances = instances(10);

        assertThat(IntStream.range(0, 10_000).map(i -> strategy.choose(instances)))
                .containsAll(instances);
    }

    private static List<Integer> instances(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static double chiSquare(long[] counts) {
        double expected = (double) CHOICES / counts.length;
        return Arrays.stream(counts)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}

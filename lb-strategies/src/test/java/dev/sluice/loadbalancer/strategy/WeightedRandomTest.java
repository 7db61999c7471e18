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
class WeightedRandomTest {

    private static final int CHOICES = 100_000;
    private static final long SEED = 20_260_101;

    @ParameterizedTest(name = "{0} instances")
    @CsvSource({"2, 10.83", "3, 13.82", "5, 18.47", "10, 27.88", "64, 103.44"})
    void everyInstanceIsEquallyProbable(int size, double critical) {
        Selector<Backend> selector = seeded().over(Backend.equal(size));

        assertThat(ChiSquare.of(Backend.choose(selector, CHOICES), ones(size))).isLessThan(critical);
    }

    /** A rotation is uniform too; this tells chance from it: after each instance, all are equally probable again. */
    @ParameterizedTest(name = "{0} instances")
    @CsvSource({"2, 16.27", "3, 26.12", "5, 51.18"})
    void aChoiceSaysNothingAboutTheNext(int size, double critical) {
        Selector<Backend> selector = seeded().over(Backend.equal(size));
        List<Integer> pairs = IntStream.range(0, CHOICES)
                .mapToObj(i ->
                        selector.select().number() * size + selector.select().number())
                .toList();

        assertThat(ChiSquare.of(pairs, ones(size * size))).isLessThan(critical);
    }

    /** 16.27 for four weights, 3 degrees of freedom. */
    @Test
    void anInstanceIsAsProbableAsItsWeight() {
        int[] weights = {1, 20, 5, 10_000};
        Selector<Backend> selector = seeded().over(Backend.weighing(weights));

        assertThat(ChiSquare.of(Backend.choose(selector, 10 * CHOICES), weights))
                .isLessThan(16.27);
    }

    /** 1,142.85 for 999 degrees of freedom. */
    @Test
    void aThousandInstancesAreAsProbableAsTheirWeights() {
        int[] weights = IntStream.range(0, 1_000).map(i -> 1 + i * 31 % 256).toArray();
        Selector<Backend> selector = seeded().over(Backend.weighing(weights));

        assertThat(ChiSquare.of(Backend.choose(selector, 20 * CHOICES), weights))
                .isLessThan(1_142.85);
    }

    @Test
    void chanceIsAskedOncePerChoiceForANumberBelowTheSizeOfTheList() {
        LoadBalancingStrategy strategy = LoadBalancingStrategy.random(bound -> bound - 1);

        assertThat(strategy.over(Backend.equal(3)).select().number()).isEqualTo(2);
        assertThat(strategy.over(Backend.equal(1)).select().number()).isZero();
        assertThat(strategy.over(Backend.weighing(7, 7)).select().number()).isEqualTo(1);
    }

    @Test
    void everyUnitOfWeightIsOneNumberOfChance() {
        int[] ticket = {0};
        Selector<Backend> selector =
                LoadBalancingStrategy.random(bound -> ticket[0]++ % bound).over(Backend.weighing(2, 1, 3));

        assertThat(Backend.choose(selector, 7)).containsExactly(0, 0, 1, 2, 2, 2, 0);
    }

    @Test
    void theSystemsOwnChanceReachesEveryInstance() {
        List<Integer> chosen = Backend.choose(LoadBalancingStrategy.random().over(Backend.equal(10)), 10_000);

        assertThat(chosen).containsAll(IntStream.range(0, 10).boxed().toList());
    }

    @Test
    void whoIsChosenHasOneMoreInFlight() {
        List<Backend> backends = Backend.equal(2);
        LoadBalancingStrategy.random(bound -> 1).over(backends).select();

        assertThat(backends).extracting(Backend::inFlight).containsExactly(0, 1);
    }

    private static LoadBalancingStrategy seeded() {
        return LoadBalancingStrategy.random(new Random(SEED)::nextInt);
    }

    private static int[] ones(int size) {
        int[] ones = new int[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}

package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedRoundRobinTest {

    private static final int THREADS = 64;
    private static final int FULL_CYCLES = 3;

    private final LoadBalancingStrategy strategy = LoadBalancingStrategy.roundRobin();

    @Test
    void theTurnsOfTheHeavyAreSpread() {
        assertThat(Backend.choose(strategy.over(Backend.weighing(5, 1, 1)), 14))
                .containsExactly(0, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 2, 0, 0);
    }

    @Test
    void onlyTheProportionOfTheWeightsCounts() {
        assertThat(Backend.choose(strategy.over(Backend.weighing(300, 600)), 6)).containsExactly(1, 0, 1, 1, 0, 1);
        assertThat(Schedule.of(Weights.of(Backend.weighing(300, 600))).length()).isEqualTo(3);
        assertThat(Schedule.of(Weights.of(Backend.weighing(7, 7, 7))).length()).isEqualTo(3);
    }

    /** After n choices nobody is more than one off its share, which is as near as whole requests come. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyIsEverMoreThanOneChoiceOffItsShare(int seed) {
        int[] weights = new Random(seed).ints(2 + seed, 1, 100).toArray();
        int total = Arrays.stream(weights).sum();
        Selector<Backend> selector = strategy.over(Backend.weighing(weights));

        int[] counts = new int[weights.length];
        for (int n = 1; n <= FULL_CYCLES * total; n++) {
            counts[selector.select().number()]++;
            for (int i = 0; i < weights.length; i++) {
                assertThat(Math.abs((long) counts[i] * total - (long) n * weights[i]))
                        .as("backend %d of %s after %d choices", i, Arrays.toString(weights), n)
                        .isLessThanOrEqualTo(total);
            }
        }
    }

    @Test
    void aCycleIsExactlyInProportionOn64Threads() throws Exception {
        int[] weights = {1, 2, 3, 5, 7, 11, 13, 22};
        List<Backend> backends = Backend.weighing(weights);
        Selector<Backend> selector = strategy.over(backends);
        int cycles = 500;

        Threads.run(THREADS, thread -> IntStream.range(0, cycles).forEach(i -> selector.select()));

        assertThat(Arrays.stream(weights).sum()).as("a cycle").isEqualTo(THREADS);
        assertThat(backends)
                .extracting(Backend::inFlight)
                .containsExactlyElementsOf(Arrays.stream(weights)
                        .map(weight -> weight * cycles)
                        .boxed()
                        .toList());
    }

    @Test
    void whoChoosesOnceAmongEqualsHasThemInTurn() {
        assertThat(chosenOnce(Backend.equal(3), 6)).containsExactly(0, 1, 2, 0, 1, 2);
    }

    /** By chance: nine standard deviations. */
    @Test
    void whoChoosesOnceHasTheHeavyAsOftenAsTheyWeigh() {
        List<Backend> backends = Backend.weighing(2_500, 7_500);

        long heavy = chosenOnce(backends, 10_000).stream()
                .filter(number -> number == 1)
                .count();
        assertThat(heavy).isBetween(7_100L, 7_900L);
        assertThat(backends.stream().mapToInt(Backend::inFlight).sum()).isEqualTo(10_000);
    }

    private List<Integer> chosenOnce(List<Backend> backends, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> strategy.selectOnce(backends).number())
                .toList();
    }

    @Test
    void aThousandInstancesOfManyWeightsAreExactlyInProportion() {
        int[] weights = IntStream.range(0, 1_000).map(i -> 1 + i * 31 % 256).toArray();
        Selector<Backend> selector = strategy.over(Backend.weighing(weights));

        int cycle = Arrays.stream(weights).sum();
        assertThat(Backend.counts(Backend.choose(selector, cycle), weights.length))
                .containsExactly(weights);
    }

    @Test
    void goesOnBehindTheLastChosenWhenWeightsChange() {
        List<Backend> backends = Backend.equal(3);
        assertThat(Backend.choose(strategy.over(backends), 2)).containsExactly(0, 1);

        Selector<Backend> changed = strategy.over(List.of(new Backend(0, 3), backends.get(1), backends.get(2)));

        assertThat(Backend.choose(changed, 5)).containsExactly(0, 2, 0, 0, 1);
    }

    /** None of the candidates is known from the list before: then the place in the cycle is kept. */
    @Test
    void anInstanceThatWarmsUpGetsItsShareAtEachStep() {
        int choices = 50;
        int steps = 20;
        double due = 0;
        int had = 0;
        for (int weight = 1; weight <= steps; weight++) {
            Selector<Backend> selector = strategy.over(Backend.weighing(20, 20, weight));
            had += Backend.counts(Backend.choose(selector, choices), 3)[2];
            due += (double) choices * weight / (40 + weight);
        }

        assertThat(had).isCloseTo((int) due, within(steps / 2));
    }
}

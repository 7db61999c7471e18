package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PowerOfTwoChoicesTest {

    private static final int CHOICES = 100_000;
    private static final long SEED = 20_260_101;

    @Test
    void theLessLoadedOfTheTwoIsChosen() {
        List<Backend> backends = Backend.equal(5);
        backends.get(3).hold(2);
        backends.get(4).hold(1);
        Selector<Backend> selector = scripted(3, 3, 4, 3).over(backends);

        assertThat(Backend.choose(selector, 2)).containsExactly(4, 4);
    }

    @Test
    void theFirstDrawnIsChosenIfTheyAreEquallyLoaded() {
        Selector<Backend> selector = scripted(3, 0, 0, 2).over(Backend.equal(5));

        assertThat(Backend.choose(selector, 2)).containsExactly(3, 0);
    }

    @Test
    void loadIsRelativeToTheWeight() {
        List<Backend> backends = Backend.weighing(3, 1);
        backends.get(0).hold(5);
        backends.get(1).hold(2);

        assertThat(scripted(3, 0).over(backends).select().number()).isZero();
        backends.get(0).hold(1);
        assertThat(scripted(0, 0).over(backends).select().number()).isEqualTo(1);
    }

    @Test
    void whereThereIsNoChoiceChanceIsNotAsked() {
        assertThat(scripted().over(Backend.weighing(7)).select().number()).isZero();
    }

    @Test
    void chanceIsAskedForOneOfAllAndForOneOfTheRest() {
        List<Integer> bounds = new ArrayList<>();
        IntUnaryOperator chance = bound -> {
            bounds.add(bound);
            return 0;
        };
        LoadBalancingStrategy.powerOfTwoChoices(chance).over(Backend.equal(5)).select();
        LoadBalancingStrategy.powerOfTwoChoices(chance)
                .over(Backend.weighing(2, 1, 3))
                .select();

        assertThat(bounds).containsExactly(5, 4, 6, 4);
    }

    /** All tickets of both draws, the loser of the comparison being the first drawn: what is left is the second. */
    @Test
    void theSecondIsAnotherEachAsProbableAsItsWeight() {
        int[] weights = {2, 1, 3};
        int[][] pairs = new int[weights.length][weights.length];
        for (int first = 0; first < 6; first++) {
            int owner = new Lottery(Weights.of(Backend.weighing(weights)), script(first)).draw();
            for (int second = 0; second < 6 - weights[owner]; second++) {
                List<Backend> backends = Backend.weighing(weights);
                backends.get(owner).hold(1);
                pairs[owner][scripted(first, second).over(backends).select().number()]++;
            }
        }

        assertThat(pairs).isDeepEqualTo(new int[][] {{0, 2, 6}, {2, 0, 3}, {6, 3, 0}});
    }

    /** 27.88 for ten, 16.27 for four. */
    @Test
    void idleInstancesAreAsProbableAsTheirWeights() {
        int[] weights = {1, 20, 5, 100};

        assertThat(ChiSquare.of(
                        Backend.choose(seeded().over(Backend.equal(10)), CHOICES),
                        new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}))
                .isLessThan(27.88);
        assertThat(ChiSquare.of(Backend.choose(seeded().over(Backend.weighing(weights)), CHOICES), weights))
                .isLessThan(16.27);
    }

    /** By log log n where one choice alone is off by hundreds. */
    @Test
    void openRequestsOfAThousandInstancesStayWithinAFew() {
        List<Backend> backends = Backend.equal(1_000);
        Selector<Backend> selector = seeded().over(backends);
        IntStream.range(0, 1_000 * 1_000).forEach(i -> selector.select());

        assertThat(backends)
                .allSatisfy(backend -> assertThat(backend.inFlight()).isCloseTo(1_000, within(10)));
    }

    @Test
    void openRequestsAreInProportionToTheWeights() {
        int[] weights = {1, 2, 4, 8};
        List<Backend> backends = Backend.weighing(weights);
        Selector<Backend> selector = seeded().over(backends);
        IntStream.range(0, 1_000 * Arrays.stream(weights).sum()).forEach(i -> selector.select());

        assertThat(backends)
                .allSatisfy(backend -> assertThat(backend.inFlight()).isCloseTo(1_000 * backend.weight(), within(50)));
    }

    @Test
    void everyChoiceOf64ThreadsIsCounted() throws Exception {
        List<Backend> backends = Backend.weighing(1, 2, 3, 4);
        Selector<Backend> selector = LoadBalancingStrategy.powerOfTwoChoices().over(backends);

        Threads.run(64, thread -> IntStream.range(0, 1_000).forEach(i -> selector.select()));

        assertThat(backends.stream().mapToInt(Backend::inFlight).sum()).isEqualTo(64_000);
        assertThat(backends).extracting(Backend::inFlight).doesNotContain(0);
    }

    private static LoadBalancingStrategy seeded() {
        return LoadBalancingStrategy.powerOfTwoChoices(new Random(SEED)::nextInt);
    }

    private static LoadBalancingStrategy scripted(int... draws) {
        return LoadBalancingStrategy.powerOfTwoChoices(script(draws));
    }

    private static IntUnaryOperator script(int... draws) {
        Iterator<Integer> next = Arrays.stream(draws).iterator();
        return bound -> {
            int drawn = next.next();
            assertThat(drawn).isLessThan(bound);
            return drawn;
        };
    }
}

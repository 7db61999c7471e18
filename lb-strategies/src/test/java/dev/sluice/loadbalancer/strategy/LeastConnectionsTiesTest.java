package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Among those who have equally few in flight. */
class LeastConnectionsTiesTest {

    private static final int LONG = 10_000;

    private final LoadBalancingStrategy strategy = LoadBalancingStrategy.leastConnections();

    @Test
    void idleInstancesTakeTurns() {
        assertThat(Backend.choose(strategy.over(Backend.equal(3)), 7)).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void aThousandTakeTurns() {
        assertThat(Backend.choose(strategy.over(Backend.equal(1_000)), 3_000))
                .isEqualTo(IntStream.range(0, 3_000).mapToObj(i -> i % 1_000).toList());
    }

    @ParameterizedTest(name = "backend {0} is busy")
    @CsvSource({"0, 1, 2", "1, 0, 2", "2, 0, 1"})
    void ifOneOfThreeIsBusyTheOthersAlternate(int busy, int one, int other) {
        List<Backend> backends = Backend.equal(3);
        backends.get(busy).hold(1);

        List<Integer> chosen = Backend.choose(strategy.over(backends), LONG);

        assertThat(chosen)
                .isEqualTo(IntStream.range(0, LONG)
                        .mapToObj(i -> i % 2 == 0 ? one : other)
                        .toList());
    }

    @Test
    void whoWasBusyForLongIsNextAndThenInTurn() {
        List<Backend> backends = Backend.equal(3);
        Selector<Backend> selector = strategy.over(backends);
        backends.get(0).hold(1);
        Backend.choose(selector, LONG);
        backends.get(0).release();

        assertThat(Backend.choose(selector, 9)).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
    }

    /** Whoever is busy at each choice is left to chance; what is expected is told by a list in the order of the choices. */
    @ParameterizedTest(name = "weight {0}")
    @ValueSource(ints = {1, 7, 10_000})
    void ofEqualWeightsTheOneChosenLongestAgoIsNext(int weight) {
        Random random = new Random(weight);
        List<Backend> backends =
                IntStream.range(0, 6).mapToObj(i -> new Backend(i, weight)).toList();
        Selector<Backend> selector = strategy.over(backends);
        List<Backend> longestAgoFirst = new ArrayList<>(backends);
        for (int i = 0; i < LONG; i++) {
            List<Backend> busy =
                    backends.stream().filter(backend -> random.nextInt(3) == 0).toList();
            busy.forEach(backend -> backend.hold(1));
            Backend expected = longestAgoFirst.stream()
                    .filter(backend -> busy.size() == backends.size() || !busy.contains(backend))
                    .findFirst()
                    .orElseThrow();

            Backend chosen = selector.select();
            chosen.release();

            assertThat(chosen).isSameAs(expected);
            busy.forEach(Backend::release);
            longestAgoFirst.remove(chosen);
            longestAgoFirst.add(chosen);
        }
    }

    @ParameterizedTest(name = "{0}:{1}:{2}")
    @CsvSource({"5, 3, 1", "1, 1, 7", "10000, 9999, 1", "256, 100, 3", "2, 2, 1"})
    void turnsAreInProportionToTheWeights(int a, int b, int c) {
        int[] weights = {a, b, c};
        Selector<Backend> selector = strategy.over(Backend.weighing(weights));
        int cycle = a + b + c;
        int[] counts = new int[3];
        for (int n = 1; n <= 3 * cycle; n++) {
            counts[Backend.choose(selector, 1).get(0)]++;
            for (int i = 0; i < counts.length; i++) {
                assertThat((double) counts[i])
                        .as("backend %d after %d choices", i, n)
                        .isCloseTo((double) n * weights[i] / cycle, within(1.5));
            }
        }
    }

    @ParameterizedTest(name = "backend {0} is busy")
    @CsvSource({"0, 0 8000 2000", "1, 8333 0 1667", "2, 5556 4444 0"})
    void turnsAreInProportionAmongThoseWhoAreTied(int busy, String expected) {
        List<Backend> backends = Backend.weighing(5, 4, 1);
        backends.get(busy).hold(1);

        int[] counts = Backend.counts(Backend.choose(strategy.over(backends), LONG), 3);

        assertThat(IntStream.range(0, 3).mapToObj(i -> counts[i]).toList())
                .zipSatisfy(
                        Arrays.stream(expected.split(" ")).map(Integer::valueOf).toList(),
                        (count, due) -> assertThat(count).isCloseTo(due, within(1)));
    }

    @ParameterizedTest(name = "backend {0} was busy")
    @ValueSource(ints = {0, 1, 2})
    void whoWasBusyForLongDoesNotMakeUpForIt(int busy) {
        int[] weights = {50, 10, 10};
        List<Backend> backends = Backend.weighing(weights);
        Selector<Backend> selector = strategy.over(backends);
        backends.get(busy).hold(1);
        Backend.choose(selector, LONG);
        backends.get(busy).release();

        int[] counts = Backend.counts(Backend.choose(selector, 70), 3);

        for (int i = 0; i < counts.length; i++) {
            assertThat(counts[i]).isCloseTo(weights[i], within(2));
        }
    }

    @Test
    void turnsGoOnWhenTheirTimeOverflows() {
        List<Backend> backends = Backend.weighing(3, 2, 1);
        Turns turns = new Turns(backends, Long.MAX_VALUE - 5_000_000);

        assertThat(Backend.choose(new FewestInFlight<>(backends, turns), 60))
                .isEqualTo(Backend.choose(strategy.over(backends), 60));
    }
}

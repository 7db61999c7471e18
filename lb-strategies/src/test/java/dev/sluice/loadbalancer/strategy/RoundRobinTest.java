package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundRobinTest {

    private static final int THREADS = 64;

    private final LoadBalancingStrategy strategy = LoadBalancingStrategy.roundRobin();

    @Test
    void choosesEachInstanceInTurn() {
        assertThat(Backend.choose(strategy.over(Backend.equal(3)), 7)).containsExactly(0, 1, 2, 0, 1, 2, 0);
    }

    @Test
    void whoIsChosenHasOneMoreInFlight() {
        List<Backend> backends = Backend.equal(2);
        Selector<Backend> selector = strategy.over(backends);
        selector.select();
        selector.select();
        selector.select();

        assertThat(backends).extracting(Backend::inFlight).containsExactly(2, 1);
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 2, 3, 4, 7, 10, 63, 100, 1_000})
    void countsDifferByAtMostOneAfterChoicesOn64Threads(int size) throws Exception {
        int choicesPerThread = 1_009;
        List<Backend> backends = Backend.equal(size);
        Selector<Backend> selector = strategy.over(backends);

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < choicesPerThread; i++) {
                selector.select();
            }
        });

        int choices = THREADS * choicesPerThread;
        int most = (choices + size - 1) / size;
        assertThat(backends)
                .extracting(Backend::inFlight)
                .allSatisfy(count -> assertThat(count).isBetween(choices / size, most));
    }

    @Test
    void staysWithinListsThatGrowAndShrinkUnderItsHands() throws Exception {
        List<List<Backend>> lists =
                List.of(Backend.equal(1), Backend.weighing(1, 2, 3, 4, 5), Backend.equal(2), Backend.equal(9));
        AtomicIntegerArray chosen = new AtomicIntegerArray(lists.size());

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < 1_000; i++) {
                int turn = (thread + i) % lists.size();
                assertThat(lists.get(turn))
                        .contains(strategy.over(lists.get(turn)).select());
                chosen.incrementAndGet(turn);
            }
        });

        for (int i = 0; i < lists.size(); i++) {
            assertThat(lists.get(i).stream().mapToInt(Backend::inFlight).sum()).isEqualTo(chosen.get(i));
        }
    }

    @Test
    void isStrictAgainOnceAListHasChanged() {
        choose(Backend.equal(3), 4);
        assertThat(choose(Backend.equal(5), 10)).satisfies(twiceEach(5));
        choose(Backend.equal(5), 3);
        assertThat(choose(Backend.equal(2), 4)).satisfies(twiceEach(2));
    }

    @Test
    void goesOnAmongThoseWhoAreStillThere() {
        List<Backend> all = Backend.equal(5);

        assertThat(choose(all.subList(0, 3), 2)).containsExactly(0, 1);
        assertThat(choose(all, 4)).containsExactly(2, 3, 4, 0);
        assertThat(choose(List.of(all.get(0), all.get(4)), 3)).containsExactly(4, 0, 4);
        assertThat(choose(List.of(all.get(3), all.get(1), all.get(0)), 4)).containsExactly(3, 1, 0, 3);
    }

    @Test
    void aListThatIsTheSameGoesOnWhereItWas() {
        List<Backend> backends = Backend.weighing(5, 1, 1);
        List<Integer> undisturbed =
                Backend.choose(LoadBalancingStrategy.roundRobin().over(backends), 14);

        assertThat(undisturbed)
                .allSatisfy(next -> assertThat(choose(backends, 1)).containsExactly(next));
    }

    /** A list that loses and regains a member at each choice; a mere counter chooses only some of the four here, for ever. */
    @Test
    void aListThatChangesInTheRhythmOfTheRequestsIsServedEvenly() {
        List<Backend> all = Backend.equal(4);
        int[] counts = new int[4];
        for (int i = 0; i < 600; i++) {
            choose(i % 2 == 0 ? all.subList(0, 3) : all, 1).forEach(number -> counts[number]++);
        }

        assertThat(counts).containsOnly(150);
    }

    /** Two hundred and ninety years of a billion choices a second away; it must not end in an exception all the same. */
    @Test
    void goesOnWhenItsCounterOverflows() {
        assertThat(Backend.choose(new Rotation<>(Backend.equal(4), Long.MAX_VALUE - 2), 8))
                .satisfies(twiceEach(4));

        Rotation<Backend> overflowing = new Rotation<>(Backend.equal(3), Long.MAX_VALUE - 2);
        Backend.choose(overflowing, 3);
        assertThat(Backend.choose(overflowing, 6)).satisfies(twiceEach(3));
        assertThat(Backend.choose(overflowing.over(Backend.equal(2)), 4)).satisfies(twiceEach(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 10_001})
    void aWeightOutOfRangeIsRefused(int weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> strategy.over(Backend.weighing(1, weight)))
                .withMessage("weight must be from 1 to 10000, not " + weight + ": backend 1");
    }

    private List<Integer> choose(List<Backend> backends, int times) {
        return Backend.choose(strategy.over(backends), times);
    }

    private static Consumer<List<? extends Integer>> twiceEach(int size) {
        return chosen -> assertThat(chosen)
                .hasSize(2 * size)
                .allSatisfy(instance ->
                        assertThat(chosen.stream().filter(instance::equals)).hasSize(2));
    }
}

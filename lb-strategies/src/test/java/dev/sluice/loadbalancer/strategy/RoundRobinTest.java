package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.util.ReflectionTestUtils;

class RoundRobinTest {

    private static final int THREADS = 64;

    private final LoadBalancingStrategy strategy = LoadBalancingStrategy.roundRobin();

    @Test
    void choosesEachInstanceInTurn() {
        List<String> instances = List.of("a", "b", "c");

        assertThat(IntStream.range(0, 7).mapToObj(i -> strategy.choose(instances)))
                .containsExactly("a", "b", "c", "a", "b", "c", "a");
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 2, 3, 4, 7, 10, 63, 100})
    void countsDifferByAtMostOneAfterChoicesOn64Threads(int size) throws Exception {
        int choicesPerThread = 1_009;
        List<Integer> instances = instances(size);
        AtomicIntegerArray counts = new AtomicIntegerArray(size);

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < choicesPerThread; i++) {
                counts.incrementAndGet(strategy.choose(instances));
            }
        });

        int choices = THREADS * choicesPerThread;
        int most = (choices + size - 1) / size;
        assertThat(instances)
                .extracting(counts::get)
                .allSatisfy(count -> assertThat(count).isBetween(choices / size, most));
    }

    @Test
    void staysWithinListsThatGrowAndShrinkUnderItsHands() throws Exception {
        List<List<Integer>> lists = List.of(instances(1), instances(5), instances(2), instances(9));

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < 1_000; i++) {
                List<Integer> list = lists.get((thread + i) % lists.size());
                assertThat(list).contains(strategy.choose(list));
            }
        });
    }

    @Test
    void isStrictAgainOnceAListHasChanged() {
        choose(instances(3), 4);
        assertThat(choose(instances(5), 10)).satisfies(twiceEach(5));
        choose(instances(5), 3);
        assertThat(choose(instances(2), 4)).satisfies(twiceEach(2));
    }

    /** Two hundred and ninety years of a billion choices a second away; it must not end in an exception all the same. */
    @Test
    void goesOnWhenItsCounterOverflows() {
        AtomicLong position = Objects.requireNonNull((AtomicLong) ReflectionTestUtils.getField(strategy, "position"));
        position.set(Long.MAX_VALUE - 2);

        assertThat(choose(instances(4), 8)).satisfies(twiceEach(4));
        assertThat(choose(instances(3), 6)).satisfies(twiceEach(3));
    }

    private List<Integer> choose(List<Integer> instances, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> strategy.choose(instances))
                .toList();
    }

    private static List<Integer> instances(int size) {
        return IntStream.range(0, size).boxed().toList();
    }

    private static Consumer<List<? extends Integer>> twiceEach(int size) {
        return chosen -> assertThat(chosen)
                .hasSize(2 * size)
                .allSatisfy(instance ->
                        assertThat(chosen.stream().filter(instance::equals)).hasSize(2));
    }
}

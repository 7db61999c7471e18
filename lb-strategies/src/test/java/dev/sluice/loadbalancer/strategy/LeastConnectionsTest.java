package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastConnectionsTest {

    private static final int THREADS = 64;

    private final LoadBalancingStrategy strategy = LoadBalancingStrategy.leastConnections();

    @Test
    void theOneWithTheFewestInFlightIsChosenWhereverItStands() {
        for (int idle = 0; idle < 5; idle++) {
            List<Backend> backends = Backend.equal(5);
            for (Backend backend : backends) {
                backend.hold(backend.number() == idle ? 1 : 2);
            }

            assertThat(strategy.over(backends).select().number()).isEqualTo(idle);
            assertThat(backends).extracting(Backend::inFlight).containsOnly(2);
        }
    }

    @Test
    void aHeavyOneBearsMore() {
        List<Backend> backends = Backend.weighing(3, 1);
        Selector<Backend> selector = strategy.over(backends);
        backends.get(0).hold(2);
        backends.get(1).hold(1);

        assertThat(selector.select().number()).isZero();
        backends.get(0).hold(1);
        assertThat(selector.select().number()).isEqualTo(1);
    }

    @Test
    void loadsOfAnySizeAreCompared() {
        List<Backend> backends = Backend.weighing(10_000, 1);
        backends.forEach(backend -> backend.hold(300_000));

        assertThat(strategy.over(backends).select().number()).isZero();
    }

    @Test
    void openRequestsOfAThousandInstancesAreExactlyInProportion() {
        int[] weights = IntStream.range(0, 1_000).map(i -> 1 + i * 31 % 10).toArray();
        List<Backend> backends = Backend.weighing(weights);
        Selector<Backend> selector = strategy.over(backends);
        IntStream.range(0, 2 * Arrays.stream(weights).sum()).forEach(i -> selector.select());

        assertThat(backends)
                .allSatisfy(backend -> assertThat(backend.inFlight()).isEqualTo(2 * backend.weight()));
    }

    @ParameterizedTest(name = "{0} instances")
    @ValueSource(ints = {1, 2, 3, 10, 63})
    void countsNeverDifferByMoreThanOneWhile64ThreadsOpenRequests(int size) throws Exception {
        int choicesPerThread = 257;
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        AtomicIntegerArray counts = new AtomicIntegerArray(size);
        List<Watched> candidates = IntStream.range(0, size)
                .mapToObj(i -> new Watched(i, counts, wrong))
                .toList();
        Selector<Watched> selector = strategy.over(candidates);

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < choicesPerThread; i++) {
                selector.select();
            }
        });

        assertThat(wrong).isEmpty();
        assertThat(IntStream.range(0, size).map(counts::get).sum()).isEqualTo(THREADS * choicesPerThread);
    }

    @Test
    void countsAreZeroAfter64ThreadsOpenedAndClosed() throws Exception {
        List<Backend> backends = Backend.weighing(1, 2, 3);
        Selector<Backend> selector = strategy.over(backends);

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < 1_000; i++) {
                selector.select().release();
            }
        });

        assertThat(backends).extracting(Backend::inFlight).containsOnly(0);
    }

    /** Counts under a lock that all share, so that each acquisition can be judged at the instant at which it happens. */
    private record Watched(int number, AtomicIntegerArray counts, Queue<String> wrong) implements Candidate {

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public int inFlight() {
            return counts.get(number);
        }

        @Override
        public void acquire() {
            synchronized (counts) {
                int count = counts.incrementAndGet(number);
                if (IntStream.range(0, counts.length()).map(counts::get).anyMatch(other -> other < count - 1)) {
                    wrong.add(number + " of " + counts);
                }
            }
        }

        @Override
        public boolean acquireIf(int expectedInFlight) {
            synchronized (counts) {
                boolean asExpected = inFlight() == expectedInFlight;
                if (asExpected) {
                    acquire();
                }
                return asExpected;
            }
        }
    }
}

package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One of five instances takes ten times as long, in virtual time: requests come at a steady rate, and end when they are due. */
class SlowInstanceTest {

    private static final int SIZE = 5;
    private static final int SLOW = 2;
    private static final int QUICK_DURATION = 50;
    private static final int SLOW_DURATION = 500;

    /** So that about five requests are in flight on each. */
    private static final int TICKS_BETWEEN_REQUESTS = 2;

    private static final int REQUESTS = 50_000;

    /** What the others are spared: as many are in flight everywhere, so each has requests in proportion to its speed. */
    @Test
    void leastConnectionsGivesItATenthOfWhatTheOthersGet() {
        int[] counts = simulate(LoadBalancingStrategy.leastConnections());

        assertThat((double) counts[SLOW] / counts[0]).isBetween(0.08, 0.14);
        assertOthersAreEven(counts);
    }

    @Test
    void powerOfTwoChoicesGivesItFarLessThanTheOthers() {
        int[] counts = simulate(LoadBalancingStrategy.powerOfTwoChoices(new Random(1)::nextInt));

        assertThat((double) counts[SLOW] / counts[0]).isLessThan(0.3);
        assertOthersAreEven(counts);
    }

    /** The two above owe it to their strategies alone. */
    @Test
    void roundRobinDoesNotNotice() {
        assertThat(simulate(LoadBalancingStrategy.roundRobin())).containsOnly(REQUESTS / SIZE);
    }

    private static void assertOthersAreEven(int[] counts) {
        for (int i = 0; i < SIZE; i++) {
            if (i != SLOW) {
                assertThat((double) counts[i] / counts[0]).isBetween(0.95, 1.05);
            }
        }
    }

    private static int[] simulate(LoadBalancingStrategy strategy) {
        List<Backend> backends = Backend.equal(SIZE);
        Selector<Backend> selector = strategy.over(backends);
        PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingLong(Running::end));
        int[] counts = new int[SIZE];
        for (int i = 0; i < REQUESTS; i++) {
            long now = (long) i * TICKS_BETWEEN_REQUESTS;
            while (!running.isEmpty() && running.element().end() <= now) {
                running.remove().backend().release();
            }
            Backend chosen = selector.select();
            counts[chosen.number()]++;
            running.add(new Running(chosen, now + (chosen.number() == SLOW ? SLOW_DURATION : QUICK_DURATION)));
        }
        return counts;
    }

    private record Running(Backend backend, long end) {}
}

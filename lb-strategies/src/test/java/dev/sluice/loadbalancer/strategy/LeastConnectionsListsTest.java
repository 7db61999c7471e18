package dev.sluice.loadbalancer.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Among lists that shrink and grow from one choice to the next. */
class LeastConnectionsListsTest {

    private static final int CHOICES = 1_100;

    private final LoadBalancingStrategy strategy = LoadBalancingStrategy.leastConnections();

    @Test
    void turnsGoOnAmongThoseWhoAreStillThere() {
        List<Backend> all = Backend.equal(5);

        assertThat(choose(all, 7)).containsExactly(0, 1, 2, 3, 4, 0, 1);
        assertThat(choose(List.of(all.get(0), all.get(1), all.get(4)), 2)).containsExactly(4, 0);
        assertThat(choose(all, 6)).containsExactly(1, 4, 0, 2, 3, 1);
    }

    @Test
    void aListThatIsTheSameGoesOnWhereItWas() {
        List<Backend> backends = Backend.weighing(6, 4, 1);
        int[] counts = new int[3];
        for (int i = 0; i < CHOICES; i++) {
            counts[choose(backends, 1).get(0)]++;
        }

        assertThat(counts).containsExactly(600, 400, 100);
    }

    @Test
    void whoComesDoesNotChangeTheProportionOfTheOthers() {
        List<Backend> few = Backend.weighing(10, 1);
        Backend heavy = new Backend(2, 10_000);
        heavy.hold(10_000_000);
        List<Backend> more = List.of(few.get(0), few.get(1), heavy);
        for (int i = 0; i < 10; i++) {
            for (List<Backend> next : List.of(more, few)) {
                assertThat(Backend.counts(choose(next, 22), 3)[1]).isCloseTo(2, within(1));
            }
        }
    }

    @Test
    void whoIsForgottenAndComesBackHasNoClaim() {
        List<Backend> all = Backend.equal(3);
        choose(all, 3);
        choose(all.subList(0, 2), 100);

        assertThat(choose(all, 6)).containsExactly(0, 1, 2, 0, 1, 2);
    }

    private List<Integer> choose(List<Backend> backends, int times) {
        return Backend.choose(strategy.over(backends), times);
    }
}

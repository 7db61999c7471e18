package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolTest {

    private final TestPool test = new TestPool(Settings.usual(), 1, 2, 3);

    @Test
    void choosesEachInTurn() {
        assertThat(test.choose(7)).containsExactly(1, 2, 3, 1, 2, 3, 1);
    }

    @Test
    void passesOverOneThatIsDownAndTakesItInAgain() {
        assertThat(test.choose(1)).containsExactly(1);
        test.failsCheck(2);
        assertThat(test.choose(4)).containsExactly(3, 1, 3, 1);
        test.passesCheck(2);
        assertThat(test.choose(4)).containsExactly(2, 3, 1, 2);
    }

    @Test
    void withoutAnyInstanceThereIsNoChoice() {
        assertThat(new TestPool(Settings.usual()).pool.choose()).isEmpty();

        List.of(1, 2, 3).forEach(test::failsCheck);
        assertThat(test.pool.choose()).isEmpty();
        assertThat(test.pool.chooseOtherThan(List.of())).isEmpty();
        test.passesCheck(2);
        assertThat(test.choose(2)).containsExactly(2, 2);
    }

    @Test
    void aRequestIsInFlightUntilItsPermitIsClosed() {
        Chosen first = test.pool.choose().orElseThrow();
        assertThat(first.instance()).isEqualTo(Instances.at(1));
        assertThat(first.permit().instance()).isEqualTo("http://localhost:1");
        assertThat(test.inFlight(1)).isEqualTo(1);

        first.permit().close(Outcome.ANSWERED);
        first.permit().close(TestPool.RESET);
        assertThat(test.inFlight(1)).isZero();
        assertThat(test.backend(1).traffic().picks()).isEqualTo(1);
        assertThat(test.backend(1).traffic().failures()).isZero();
    }

    @Test
    void choosesAnotherThanThoseThatWereTried() {
        Chosen other = test.pool.chooseOtherThan(List.of("http://localhost:1")).orElseThrow();
        assertThat(other.instance().getPort()).isIn(2, 3);
        assertThat(test.inFlight(other.instance().getPort())).isEqualTo(1);

        assertThat(test.pool.chooseOtherThan(List.of("http://localhost:1", "http://localhost:3")))
                .hasValueSatisfying(
                        chosen -> assertThat(chosen.instance().getPort()).isEqualTo(2));
        assertThat(test.pool.chooseOtherThan(List.of("http://localhost:1", "http://localhost:2", "http://localhost:3")))
                .isEmpty();
    }

    @Test
    void whatOneLeavesIsSharedByTheOthersAndDisturbsNoRotation() {
        int[] others = new int[4];
        for (int i = 0; i < 100; i++) {
            others[
                    test.pool
                            .chooseOtherThan(List.of("http://localhost:1"))
                            .orElseThrow()
                            .instance()
                            .getPort()]++;
        }

        assertThat(others).containsExactly(0, 0, 50, 50);
        assertThat(test.choose(3)).containsExactly(1, 2, 3);
    }

    @Test
    void aRequestMayGoOnOnlyToAnotherThatTakesRequests() {
        List<String> first = List.of("http://localhost:1");
        assertThat(test.pool.goesOnFrom(first)).isTrue();

        test.failsCheck(2);
        assertThat(test.pool.goesOnFrom(first)).isTrue();
        test.pool.drain(test.backend(3), true);
        assertThat(test.pool.goesOnFrom(first)).isFalse();
    }

    /** Those that have nowhere to go leave the budget to others. */
    @Test
    void aRequestMayGoOnOnlyWithinTheBudget() {
        List<String> all = List.of("http://localhost:1", "http://localhost:2", "http://localhost:3");
        for (int i = 0; i < 1_000; i++) {
            assertThat(test.pool.goesOnFrom(all)).isFalse();
        }
        for (int i = 0; i < FailoverBudget.RESERVE; i++) {
            assertThat(test.pool.goesOnFrom(all.subList(0, 1))).isTrue();
        }
        assertThat(test.pool.goesOnFrom(all.subList(0, 1))).isFalse();

        test.choose(5);
        assertThat(test.pool.goesOnFrom(all.subList(0, 1))).isTrue();
        assertThat(test.pool.goesOnFrom(all.subList(0, 1))).isFalse();
    }

    @Test
    void aDrainedInstanceGetsNothingNewAndFinishesWhatItHas() {
        Chosen running = test.pool.choose().orElseThrow();
        test.pool.drain(test.backend(1), true);

        assertThat(test.state(1)).isEqualTo(State.DRAINING);
        assertThat(test.choose(4)).containsExactly(2, 3, 2, 3);
        assertThat(test.inFlight(1)).isEqualTo(1);
        running.permit().close(Outcome.ANSWERED);
        assertThat(test.inFlight(1)).isZero();

        test.pool.drain(test.backend(1), false);
        assertThat(test.state(1)).isEqualTo(State.UP);
        assertThat(test.choose(3)).containsExactly(1, 2, 3);
    }

    @Test
    void checksDoNotBringBackWhatAnOperatorHasDrained() {
        test.pool.drain(test.backend(1), true);
        test.failsCheck(1);
        test.passesCheck(1);
        assertThat(test.state(1)).isEqualTo(State.DRAINING);

        test.failsCheck(1);
        test.pool.drain(test.backend(1), false);
        assertThat(test.state(1)).isEqualTo(State.DOWN);
    }

    @Test
    void tellsSinceWhenAnInstanceIsInItsState() {
        test.pass(Settings.PAUSE);
        test.failsCheck(1);
        test.pass(Settings.PAUSE);
        test.failsCheck(1);

        assertThat(test.backend(1).since().toEpochMilli()).isEqualTo(Settings.PAUSE.toMillis());
        assertThat(test.backend(2).since().toEpochMilli()).isZero();
        assertThat(test.backend(1).reason()).isEqualTo("refused");
        assertThat(test.backend(1).lastCheck()).contains(CheckResult.failed("refused"));
        assertThat(test.backend(2).lastCheck()).isEmpty();
    }

    @Test
    void weightsCount() {
        test.pool.replace(List.of(Instances.weighing(1, "3"), Instances.at(2), Instances.at(3, Map.of("zone", "a"))));

        assertThat(test.choose(10).stream().filter(port -> port == 1)).hasSize(6);
    }
}

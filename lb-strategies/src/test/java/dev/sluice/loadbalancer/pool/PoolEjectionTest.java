package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PoolEjectionTest {

    private static final Duration JUST_BEFORE = Settings.PAUSE.minusNanos(1);
    private static final Duration A_NANOSECOND = Duration.ofNanos(1);

    private final TestPool test = new TestPool(Settings.usual(), 1, 2, 3);

    @Test
    void failuresInARowTakeAnInstanceOutForAPause() {
        test.end(1, 2, TestPool.RESET);
        assertThat(test.state(1)).isEqualTo(State.UP);
        test.end(1, 1, Outcome.unreachable("refused"));

        assertThat(test.state(1)).isEqualTo(State.EJECTED);
        assertThat(test.backend(1).reason()).isEqualTo("3 requests in a row failed: refused");
        assertThat(test.choose(4)).containsOnly(2, 3);

        test.pass(JUST_BEFORE);
        assertThat(test.state(1)).isEqualTo(State.EJECTED);
        test.pass(A_NANOSECOND);
        assertThat(test.state(1)).isEqualTo(State.UP);
        assertThat(test.choose(3)).containsOnlyOnce(1);
    }

    @Test
    void anAnswerBetweenTwoFailuresEndsTheRow() {
        for (int i = 0; i < 10; i++) {
            test.end(1, 2, TestPool.RESET);
            test.end(1, 1, i % 2 == 0 ? Outcome.ANSWERED : Outcome.SERVER_ERROR);
        }

        assertThat(test.state(1)).isEqualTo(State.UP);
        assertThat(test.backend(1).traffic().failures()).isEqualTo(20);
    }

    @Test
    void whatNobodyWaitedForCountsNeitherWay() {
        test.end(1, 1_000, Outcome.ABANDONED);
        assertThat(test.state(1)).isEqualTo(State.UP);

        test.end(1, 2, TestPool.RESET);
        test.end(1, 1_000, Outcome.ABANDONED);
        test.end(1, 1, TestPool.RESET);
        assertThat(test.state(1)).isEqualTo(State.EJECTED);
    }

    /** A connection that was kept and is closed says nothing of the instance, neither good nor bad. */
    @Test
    void whatWasNeverSentIsNeutral() {
        test.end(1, 2, TestPool.RESET);
        test.end(1, 1_000, Outcome.unsent("closed"));
        assertThat(test.state(1)).isEqualTo(State.UP);

        test.end(1, 1, TestPool.RESET);
        assertThat(test.state(1)).isEqualTo(State.EJECTED);
    }

    @Test
    void serverErrorsCountWhereThatIsSet() {
        test.end(1, 10, Outcome.SERVER_ERROR);
        assertThat(test.state(1)).isEqualTo(State.UP);

        TestPool strict = new TestPool(Settings.usual().with(Settings.ejecting(3, true, 50)), 1, 2, 3);
        strict.end(1, 3, Outcome.SERVER_ERROR);
        assertThat(strict.state(1)).isEqualTo(State.EJECTED);
        assertThat(strict.backend(1).reason()).isEqualTo("3 requests in a row failed: server error");
        assertThat(strict.backend(1).traffic().failures()).isZero();
    }

    @Test
    void nobodyIsEjectedWhereThatIsTurnedOff() {
        TestPool mild = new TestPool(Settings.usual().with(Settings.ejecting(0, true, 50)), 1, 2);
        mild.end(1, 1_000, TestPool.RESET);

        assertThat(mild.state(1)).isEqualTo(State.UP);
        assertThat(mild.seen).hasSize(1_000).containsOnly("?1");
    }

    @Test
    void everyFailureRaisesSuspicion() {
        test.end(1, 2, TestPool.RESET);
        test.end(1, 1, Outcome.ANSWERED);
        test.end(1, 1, Outcome.ABANDONED);
        test.end(2, 1, Outcome.unreachable("refused"));

        assertThat(test.seen).containsExactly("?1", "?1", "?2");
    }

    @Test
    void neverMoreThanTheShareIsOut() {
        test.end(1, 3, TestPool.RESET);
        test.end(2, 100, TestPool.RESET);
        assertThat(test.state(2)).isEqualTo(State.UP);

        TestPool alone = new TestPool(Settings.usual(), 1);
        alone.end(1, 100, TestPool.RESET);
        assertThat(alone.state(1)).isEqualTo(State.UP);
        assertThat(alone.time.scheduled()).isZero();
    }

    @Test
    void thoseThatAreOutForAnotherReasonCountAsOut() {
        test.failsCheck(2);
        test.end(1, 3, TestPool.RESET);
        assertThat(test.state(1)).isEqualTo(State.UP);

        test.passesCheck(2);
        test.pool.drain(test.backend(3), true);
        test.end(1, 3, TestPool.RESET);
        assertThat(test.state(1)).isEqualTo(State.UP);

        test.pool.drain(test.backend(3), false);
        test.end(1, 1, TestPool.RESET);
        assertThat(test.state(1)).isEqualTo(State.EJECTED);
    }

    @Test
    void pausesGrowUntilTheInstanceHasBeenInForAsLongAsItWasOut() {
        test.end(1, 3, TestPool.RESET);
        test.pass(Settings.PAUSE);
        test.end(1, 3, TestPool.RESET);
        test.pass(Settings.PAUSE.multipliedBy(2).minusNanos(1));
        assertThat(test.state(1)).isEqualTo(State.EJECTED);
        test.pass(A_NANOSECOND);
        assertThat(test.state(1)).isEqualTo(State.UP);

        test.pass(Settings.PAUSE.multipliedBy(2));
        test.end(1, 3, TestPool.RESET);
        test.pass(Settings.PAUSE);
        assertThat(test.state(1)).isEqualTo(State.UP);
    }

    @Test
    void oneThatIsBackHasANewRow() {
        List<Chosen> running = Stream.generate(test.pool::choose)
                .limit(15)
                .map(chosen -> chosen.orElseThrow())
                .filter(chosen -> chosen.instance().getPort() == 1)
                .toList();
        running.forEach(chosen -> chosen.permit().close(TestPool.RESET));
        assertThat(test.state(1)).isEqualTo(State.EJECTED);
        test.pass(Settings.PAUSE);
        test.end(1, 2, TestPool.RESET);
        assertThat(test.state(1)).isEqualTo(State.UP);
    }

    @Test
    void checksThatFailAndThenPassEndItEarlier() {
        test.end(1, 3, TestPool.RESET);
        test.failsCheck(1);
        assertThat(test.state(1)).isEqualTo(State.DOWN);
        test.passesCheck(1);
        assertThat(test.state(1)).isEqualTo(State.UP);

        test.end(1, 3, TestPool.RESET);
        test.pass(Settings.PAUSE);
        assertThat(test.state(1))
                .as("the pause of the first ends not the second")
                .isEqualTo(State.EJECTED);
        test.pass(Settings.PAUSE);
        assertThat(test.state(1)).isEqualTo(State.UP);
    }

    @Test
    void aPauseThatEndsWhileChecksFailBringsNobodyBack() {
        test.end(1, 3, TestPool.RESET);
        test.failsCheck(1);
        test.pass(Settings.PAUSE);
        assertThat(test.state(1)).isEqualTo(State.DOWN);

        test.passesCheck(1);
        assertThat(test.state(1)).isEqualTo(State.UP);
    }
}

package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    private static final EjectionPolicy POLICY =
            new EjectionPolicy(3, false, Duration.ofSeconds(5), Duration.ofMinutes(5), 50);
    private static final Ejection EJECTED = Ejection.NEVER.again("3 requests in a row failed: reset", 0, POLICY);

    @ParameterizedTest(name = "drained {0}, failing {1}, ejected {2}: {3}, {4}")
    @CsvSource({
        "false, false, false, UP,       ''",
        "false, false, true,  EJECTED,  3 requests in a row failed: reset",
        "false, true,  false, DOWN,     refused",
        "false, true,  true,  DOWN,     refused",
        "true,  false, false, DRAINING, an operator asked for it",
        "true,  false, true,  DRAINING, an operator asked for it",
        "true,  true,  false, DRAINING, an operator asked for it",
        "true,  true,  true,  DRAINING, an operator asked for it",
    })
    void theOperatorComesFirstThenTheChecksThenTheRequests(
            boolean drained, boolean failing, boolean ejected, State state, String reason) {
        Condition condition = condition(drained, failing, ejected);

        assertThat(condition.state()).isEqualTo(state);
        assertThat(condition.reason()).isEqualTo(reason);
    }

    @Test
    void oneThatItsChecksGaveUpAndThatIsBackIsEjectedNoLonger() {
        Condition back = condition(false, true, true).checked(CheckResult.PASSED, 1, 1);

        assertThat(back.state()).isEqualTo(State.UP);
        assertThat(back.ejection()).isEqualTo(EJECTED.over());
    }

    @Test
    void aCheckThatPassesAsAlwaysEndsNoEjection() {
        Condition still = condition(false, false, true).checked(CheckResult.PASSED, 1, 1);

        assertThat(still.state()).isEqualTo(State.EJECTED);
    }

    @Test
    void aPauseThatIsOverEndsItsOwnEjectionAndNoOther() {
        Condition ejected = condition(false, false, true);
        Ejection later = EJECTED.over().again("again", EJECTED.end(), POLICY);

        assertThat(ejected.after(EJECTED).state()).isEqualTo(State.UP);
        assertThat(ejected.ejected(later).after(EJECTED).state()).isEqualTo(State.EJECTED);
        assertThat(ejected.ejected(later).after(later).state()).isEqualTo(State.UP);
    }

    @Test
    void oneThatIsDrainedNoLongerIsAsItsChecksAndRequestsHaveIt() {
        assertThat(condition(true, true, true).drained(false)).isEqualTo(condition(false, true, true));
    }

    private static Condition condition(boolean drained, boolean failing, boolean ejected) {
        Condition checked =
                failing ? Condition.UNKNOWN.checked(CheckResult.failed("refused"), 1, 1) : Condition.UNKNOWN;
        return (ejected ? checked.ejected(EJECTED) : checked).drained(drained);
    }
}

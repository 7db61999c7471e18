package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final CheckResult FAILED = CheckResult.failed("no");

    /** In a history {@code +} is a check that passed, {@code -} one that failed; in what comes of it, the verdict after each. */
    @ParameterizedTest(name = "rise {0}, fall {1}: {2} makes {3}")
    @CsvSource({
        "1, 2, +++,       +++",
        "1, 2, -,         -",
        "1, 2, -+,        -+",
        "1, 2, +-+-+-,    ++++++",
        "1, 2, +--,       ++-",
        "1, 2, +--+-,     ++-++",
        "1, 2, +----+,    ++---+",
        "1, 1, +-+-,      +-+-",
        "3, 1, +-++-+++,  +------+",
        "3, 1, -++-++,    ------",
        "3, 1, -+++,      ---+",
        "1, 3, +--+---,   ++++++-",
        "5, 5, +----+----, ++++++++++",
        "5, 5, -,         -",
        "5, 5, -++++-,    ------",
        "5, 5, -+++++----, -----+++++",
    })
    void itTakesSoManyInARowToChangeIt(int rise, int fall, String history, String verdicts) {
        StringBuilder found = new StringBuilder();
        Verdict verdict = Verdict.UNCHECKED;
        for (int i = 0; i < history.length(); i++) {
            verdict = verdict.after(history.charAt(i) == '+' ? CheckResult.PASSED : FAILED, rise, fall);
            found.append(verdict.passing() ? '+' : '-');
        }

        assertThat(found).hasToString(verdicts);
    }

    @Test
    void passesBeforeItsFirstCheck() {
        assertThat(Verdict.UNCHECKED.passing()).isTrue();
        assertThat(Verdict.UNCHECKED.last()).isEmpty();
    }

    @Test
    void remembersTheLastCheckAlsoIfThatChangesNothing() {
        Verdict verdict = Verdict.UNCHECKED
                .after(CheckResult.PASSED, 1, 3)
                .after(CheckResult.failed("first"), 1, 3)
                .after(CheckResult.failed("second"), 1, 3);

        assertThat(verdict.passing()).isTrue();
        assertThat(verdict.last()).contains(CheckResult.failed("second"));
    }
}

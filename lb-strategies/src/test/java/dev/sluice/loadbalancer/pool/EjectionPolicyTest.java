package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.inflight.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EjectionPolicyTest {

    @ParameterizedTest(name = "{0}%: one more than {1} of {2}: {3}")
    @CsvSource({
        "50, 0, 1, false",
        "50, 0, 2, true",
        "50, 1, 2, false",
        "50, 0, 3, true",
        "50, 1, 3, false",
        "50, 1, 4, true",
        "50, 2, 4, false",
        "50, 499, 1000, true",
        "50, 500, 1000, false",
        "10, 0, 9, false",
        "10, 0, 10, true",
        "10, 1, 10, false",
        "99, 0, 1, false",
        "99, 1, 2, false",
        "100, 0, 1, true",
        "100, 9, 10, true",
        "0, 0, 1000, false",
        "100, 29999999, 30000000, true",
    })
    void neverMoreThanTheShareIsOut(int share, long out, int all, boolean allowed) {
        assertThat(policy(3, false, share).allowsOneMore(out, all)).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "of {0}, {1} are enough: {2}")
    @CsvSource({"3, 2, false", "3, 3, true", "3, 4, true", "1, 1, true", "0, 1, false", "0, 1000000, false"})
    void soManyInARowAreEnough(int failures, int inARow, boolean enough) {
        assertThat(policy(failures, false, 50).isEnough(inARow)).isEqualTo(enough);
    }

    @Test
    void noConnectionAndNoAnswerCountAgainstTheInstance() {
        EjectionPolicy policy = policy(3, false, 50);

        assertThat(policy.isFailure(Outcome.unreachable("refused"))).isTrue();
        assertThat(policy.isFailure(Outcome.failed("reset"))).isTrue();
        assertThat(policy.isFailure(Outcome.ANSWERED)).isFalse();
        assertThat(policy.isFailure(Outcome.ABANDONED)).isFalse();
    }

    @Test
    void serverErrorsCountOnlyWhereThatIsSet() {
        assertThat(policy(3, false, 50).isFailure(Outcome.SERVER_ERROR)).isFalse();
        assertThat(policy(3, true, 50).isFailure(Outcome.SERVER_ERROR)).isTrue();
        assertThat(policy(3, true, 50).isFailure(Outcome.ANSWERED)).isFalse();
        assertThat(policy(3, true, 50).isFailure(Outcome.ABANDONED)).isFalse();
    }

    private static EjectionPolicy policy(int failures, boolean serverErrors, int share) {
        return new EjectionPolicy(failures, serverErrors, Duration.ofSeconds(5), Duration.ofMinutes(5), share);
    }
}

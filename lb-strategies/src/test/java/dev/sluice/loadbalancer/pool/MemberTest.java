package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.strategy.Candidate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MemberTest {

    private final Backend backend =
            new Backend("backends", Instances.at(1), Condition.UNKNOWN, Instant.EPOCH, (backend, outcome) -> {});

    /** A strategy goes on where it was, for whoever equals a candidate of its last list. */
    @Test
    void isTheSameWithAnotherShare() {
        assertThat(new Member(backend, 10)).isEqualTo(new Member(backend, 1)).hasSameHashCodeAs(new Member(backend, 1));
        assertThat(new Member(backend, 1))
                .isNotEqualTo(new Member(
                        new Backend(
                                "backends",
                                Instances.at(1),
                                Condition.UNKNOWN,
                                Instant.EPOCH,
                                (backend, outcome) -> {}),
                        1));
    }

    @Test
    void countsOnItsBackend() {
        Member member = new Member(backend, 1);
        member.acquire();

        assertThat(member.acquireIf(0)).isFalse();
        assertThat(member.acquireIf(1)).isTrue();
        assertThat(member.inFlight()).isEqualTo(2);
        assertThat(backend.traffic().inFlight()).isEqualTo(2);
        assertThat(backend.traffic().picks()).isEqualTo(2);
    }

    @Test
    void theGreatestShareOfTheGreatestWeightIsOneThatStrategiesTake() {
        assertThat(Weight.MAX * SlowStart.STEPS).isLessThanOrEqualTo(Candidate.MAX_WEIGHT);
    }
}

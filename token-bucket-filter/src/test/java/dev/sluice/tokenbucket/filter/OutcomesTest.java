package dev.sluice.tokenbucket.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What was decided is counted, once. */
class OutcomesTest {

    private final Gate gate = new Gate().with(Gate.client("ann", 2));

    @Test
    void whoHasTokensIsAdmittedWhoHasNoneIsRefused() {
        send(3, "/?client_id=ann");

        assertThat(counted()).isEqualTo(Map.of(Outcome.ADMITTED, 2L, Outcome.REFUSED, 1L));
    }

    @Test
    void aKeyWithoutAClientCountsLikeAClients() {
        send(4, "/?client_id=bob");

        assertThat(counted()).isEqualTo(Map.of(Outcome.ADMITTED, 3L, Outcome.REFUSED, 1L));
    }

    @Test
    void aClientThatHasToBeKnownAndIsNot() {
        gate.unknown(UnknownClient.DENY);
        send(2, "/?client_id=bob");

        assertThat(counted()).isEqualTo(Map.of(Outcome.UNKNOWN_CLIENT, 2L));
    }

    @Test
    void aKeyThatHasToBeThereAndIsNot() {
        gate.missing(MissingKey.DENY);
        send(2, "/");

        assertThat(counted()).isEqualTo(Map.of(Outcome.MISSING_KEY, 2L));
    }

    @Test
    void whoNeedsNoBucketIsUnlimited() {
        gate.missing(MissingKey.ALLOW).unknown(UnknownClient.ALLOW);
        send(2, "/");
        send(3, "/?client_id=bob");

        assertThat(counted()).isEqualTo(Map.of(Outcome.UNLIMITED, 5L));
    }

    @Test
    void aKeyThatIsPassedOverIsNoDecision() {
        gate.keys("header:X-API-Key", "query:client_id", "remote-address").unknown(UnknownClient.NEXT_SOURCE);
        gate.send(Gate.get("/?client_id=invented").header("X-API-Key", "invented"));

        assertThat(counted()).isEqualTo(Map.of(Outcome.ADMITTED, 1L));
    }

    private void send(int requests, String pathAndQuery) {
        for (int i = 0; i < requests; i++) {
            gate.send(Gate.get(pathAndQuery));
        }
    }

    /** What has been counted at all. */
    private Map<Outcome, Long> counted() {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> gate.counts().of(outcome) > 0)
                .collect(Collectors.toMap(
                        outcome -> outcome, gate.counts()::of, (a, b) -> a, () -> new EnumMap<>(Outcome.class)));
    }
}

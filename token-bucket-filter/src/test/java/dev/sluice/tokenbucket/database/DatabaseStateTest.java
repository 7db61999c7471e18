package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.database.DatabaseState.Outage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseStateTest {

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private final DatabaseState state = new DatabaseState(() -> now);

    @Test
    void anOutageIsTheFirstFailureUntilAnAnswer() {
        assertThat(state.outage()).isEmpty();
        Instant begin = now;
        assertThat(state.failed("refused")).isTrue();
        now = now.plusSeconds(5);
        assertThat(state.failed("late")).isFalse();
        assertThat(state.outage()).contains(new Outage(begin, "refused"));

        state.answered();
        assertThat(state.outage()).isEmpty();
    }
}

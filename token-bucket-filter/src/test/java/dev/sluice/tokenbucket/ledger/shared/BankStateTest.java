package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.SlowClock;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BankStateTest {

    private static final Bank.Presence PRESENCE = new Bank.Presence(1, 0);

    private final HandClock clock = new HandClock();
    private final BankState state = new BankState(clock::instant, new SlowClock(clock));

    @Test
    void eachChangeIsOneLine() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(BankState.class);
        log.addAppender(lines);
        log.setLevel(Level.INFO);
        lines.start();

        state.failed("gone");
        state.failed("still gone");
        clock.advance(Duration.ofSeconds(3));
        state.heard(PRESENCE);
        state.heard(PRESENCE);

        log.detachAppender(lines);
        log.setLevel(null);
        assertThat(lines.list)
                .map(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "the bank of the shared limits is away: gone",
                        "the bank of the shared limits is back after 3 s");
    }

    @Test
    void itLendsAgainWhenAllHaveHadTheTimeToTellWhatTheySpent() {
        assertThat(state.lends()).isTrue();
        state.failed("gone");
        assertThat(state.lends()).isFalse();

        state.heard(PRESENCE);
        assertThat(state.lends()).isFalse();
        clock.advance(Duration.ofMillis(1_010));
        assertThat(state.lends()).isTrue();
    }

    @Test
    void whoHasNeverHeardFromItTakesItselfForTheOnlyGateway() {
        state.failed("not there yet");
        assertThat(state.gateways()).isEqualTo(1);

        state.heard(new Bank.Presence(3, 0));
        assertThat(state.gateways()).isEqualTo(3);
    }

    @Test
    void itsTimeIsTheBanksAsLastHeard() {
        clock.advance(Duration.ofSeconds(5));
        state.heard(new Bank.Presence(3, 1_764_000_000_000_000L));
        clock.advance(Duration.ofSeconds(2));

        assertThat(state.gateways()).isEqualTo(3);
        assertThat(state.bankMicros()).isBetween(1_764_000_001_990_000L, 1_764_000_002_000_000L);
    }
}

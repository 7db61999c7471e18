package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.LedgerContract;
import dev.sluice.tokenbucket.ledger.lease.AccountsInMemory;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SharedLedgerTest extends LedgerContract {

    @Override
    protected Ledger ledger(Limit defaultLimit, HandClock clock) {
        SharedLedger ledger = new SharedLedger(
                new AccountsInMemory().by(() -> clock.nanos() / 1_000),
                OnLedgerFailure.SHARE,
                defaultLimit,
                100,
                clock,
                clock::instant);
        clock.onAdvance(ledger::look);
        return ledger;
    }

    @Test
    void aBucketThatSomebodyHasWaitedForIsOpenUntilItIsForgotten() {
        HandClock clock = new HandClock();
        SharedLedger ledger = new SharedLedger(
                new AccountsInMemory().by(() -> clock.nanos() / 1_000),
                OnLedgerFailure.SHARE,
                Limit.of(1, 1),
                100,
                clock,
                clock::instant);
        Client client = Client.of("ann", Limit.of(2, new BigDecimal("0.001")));
        assertThat(ledger.take(client, 2)).isCompletedWithValueMatching(Decision::admitted);
        clock.advance(Duration.ofSeconds(2));

        ledger.lookAfterWaiting();
        ledger.lookAfterWaiting();

        assertThat(ledger.take(client, 2)).isCompletedWithValueMatching(decision -> !decision.admitted());
    }

    @Test
    void goesOnWhenItsLoopIsStartedAgain() {
        HandClock clock = new HandClock();
        SharedLedger ledger = (SharedLedger) ledger(Limit.of(2, new BigDecimal("0.001")), clock);
        Client client = Client.of("ann", Limit.of(2, new BigDecimal("0.001")));
        BankLoop loop = new BankLoop(ledger);
        loop.start();
        assertThat(ledger.take(client, 1)).isCompletedWithValueMatching(Decision::admitted);
        assertThat(ledger.takeUnregistered(client.key(), 1)).isCompletedWithValueMatching(Decision::admitted);

        loop.stop();
        assertThat(loop.isRunning()).isFalse();
        loop.start();

        assertThat(ledger.take(client, 1)).isCompletedWithValueMatching(Decision::admitted);
        assertThat(ledger.takeUnregistered(client.key(), 1)).isCompletedWithValueMatching(Decision::admitted);
        loop.stop();
    }
}

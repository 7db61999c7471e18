package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.lease.AccountsInMemory;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Many keys, each of which comes once in some seconds. */
class SeldomKeysTest {

    private static final int KEYS = 1_000;
    private static final int ROUNDS = 3;

    private final HandClock clock = new HandClock();

    @Test
    void eachRequestCostsACallAndNothingIsHeldForLong() {
        Limit limit = Limit.of(1_000, 1_000);
        SharedLedger ledger = new SharedLedger(
                new AccountsInMemory().by(() -> clock.nanos() / 1_000),
                OnLedgerFailure.SHARE,
                limit,
                KEYS,
                clock,
                clock::instant);
        for (int i = 0; i < ROUNDS * KEYS; i++) {
            assertThat(ledger.take(Client.of("client " + i % KEYS, limit), 1))
                    .isCompletedWithValueMatching(Decision::admitted);
            clock.advance(Duration.ofMillis(5));
            if (i % 40 == 0) {
                ledger.look();
            }
        }

        assertThat(ledger.tally().draws()).isEqualTo(ROUNDS * KEYS);
        assertThat(ledger.clientBuckets()).isLessThan(KEYS * 7 / 10);
    }
}

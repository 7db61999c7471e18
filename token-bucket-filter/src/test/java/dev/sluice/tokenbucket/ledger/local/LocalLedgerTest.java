package dev.sluice.tokenbucket.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.LedgerContract;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocalLedgerTest extends LedgerContract {

    @Override
    protected Ledger ledger(Limit defaultLimit, HandClock clock) {
        return new LocalLedger(defaultLimit, 100, clock, Instant.EPOCH);
    }

    @Test
    void decidesAtOnce() {
        Ledger ledger = ledger(Limit.of(1, 1), new HandClock());
        ClientKey key = ClientKey.ofClientId("ann");

        assertThat(ledger.take(Client.of("ann", Limit.of(1, 1)), 1)).isCompleted();
        assertThat(ledger.takeUnregistered(key, 1)).isCompleted();
        assertThat(ledger.takeUnregistered(key, 1)).isCompleted();
    }
}

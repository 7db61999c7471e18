package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.LedgerContract;
import dev.sluice.tokenbucket.ledger.lease.AccountsInMemory;
import dev.sluice.tokenbucket.ledger.local.HandClock;

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
}

package dev.sluice.tokenbucket.ledger.lease;

import java.util.concurrent.atomic.AtomicLong;

class AccountTest extends BankContract {

    private final AccountsInMemory accounts = new AccountsInMemory();

    @Override
    protected Bank bank(AtomicLong clock) {
        return accounts.by(clock::get);
    }

    @Override
    protected Bank bank() {
        return accounts.by(() -> System.currentTimeMillis() * 1_000);
    }
}

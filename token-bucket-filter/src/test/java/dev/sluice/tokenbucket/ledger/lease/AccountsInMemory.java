package dev.sluice.tokenbucket.ledger.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** A bank of {@link Account}s. */
public final class AccountsInMemory {

    private final Map<String, Account> accounts = new HashMap<>();

    /** The bank, by a clock in microseconds since 1970. */
    public Bank by(LongSupplier clock) {
        return (terms, opening, draw) -> {
            synchronized (accounts) {
                long now = clock.getAsLong();
                return CompletableFuture.completedFuture(
                        accounts.computeIfAbsent(terms.bucket(), name -> new Account(terms, opening, now))
                                .draw(terms, draw, now));
            }
        };
    }
}

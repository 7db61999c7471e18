package dev.sluice.tokenbucket.ledger.lease;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** A bank of {@link Account}s. */
public final class AccountsInMemory {

    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, Long> gateways = new HashMap<>();

    /** The bank, by a clock in microseconds since 1970. */
    public Bank by(LongSupplier clock) {
        return new Bank() {
            @Override
            public CompletableFuture<Answer> draw(Terms terms, Opening opening, Draw draw) {
                synchronized (accounts) {
                    long now = clock.getAsLong();
                    return CompletableFuture.completedFuture(
                            accounts.computeIfAbsent(terms.bucket(), name -> new Account(terms, opening, now))
                                    .draw(terms, draw, now));
                }
            }

            @Override
            public CompletableFuture<?> forget(String bucket) {
                return CompletableFuture.completedFuture(bucket);
            }

            @Override
            public CompletableFuture<Presence> present(String gateway) {
                synchronized (accounts) {
                    long now = clock.getAsLong();
                    gateways.put(gateway, now);
                    gateways.values().removeIf(seen -> seen < now - PRESENT_MICROS);
                    return CompletableFuture.completedFuture(new Presence(gateways.size(), now));
                }
            }
        };
    }
}

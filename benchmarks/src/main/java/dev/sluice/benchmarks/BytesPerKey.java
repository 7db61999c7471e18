package dev.sluice.benchmarks;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import java.lang.ref.Reference;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** The heap that a million held buckets take, key and map entry included. */
final class BytesPerKey {

    private static final int KEYS = 1_000_000;
    private static final int MAX_KEYS = 1 << 20;
    private static final Limit LIMIT = Limit.of(100, 10);

    private BytesPerKey() {}

    /** Prints the bytes per key of a caller's address, an unregistered API key and a registered client. */
    static void print() {
        print("unregistered address", (ledger, i) -> ledger.takeUnregistered(address(i), 1));
        print("unregistered API key", (ledger, i) -> ledger.takeUnregistered(apiKey(i), 1));
        print("registered client", (ledger, i) -> ledger.take(Client.of("client-" + i, LIMIT), 1));
    }

    private static ClientKey address(int i) {
        return ClientKey.ofClientId("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
    }

    private static ClientKey apiKey(int i) {
        return ClientKey.ofClientId("client-" + i);
    }

    private static void print(String what, Request request) {
        Ledger ledger = new LocalLedger(LIMIT, MAX_KEYS, MonotonicClock.system(), Instant.now());
        try {
            long before = used();
            for (int i = 0; i < KEYS; i++) {
                if (!request.send(ledger, i).join().admitted()) {
                    throw new IllegalStateException("a full bucket refused");
                }
            }
            System.out.printf("%-22s %4d bytes per key%n", what, (used() - before) / KEYS);
        } finally {
            Reference.reachabilityFence(ledger);
        }
    }

    private interface Request {
        CompletableFuture<Decision> send(Ledger ledger, int i);
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}

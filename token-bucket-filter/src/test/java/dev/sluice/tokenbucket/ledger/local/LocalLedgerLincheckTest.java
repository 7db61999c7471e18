package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whatever the interleaving, a change of limit comes wholly before a take or wholly after it. */
@Order(Integer.MAX_VALUE)
@Param(name = "cost", gen = IntGen.class, conf = "1:3")
@Param(name = "capacity", gen = IntGen.class, conf = "1:6")
public class LocalLedgerLincheckTest {

    private final Client client = Client.of("ann", Limit.of(4, 10));
    private final LocalLedger ledger = new LocalLedger(client.limit(), 1, new HandClock(), Instant.EPOCH);

    private final AtomicLong versions = new AtomicLong();

    @Operation
    public boolean take(@Param(name = "cost") int cost) {
        return ledger.take(client, cost).join().admitted();
    }

    @Operation
    public void changeLimit(@Param(name = "capacity") int capacity) {
        ledger.update(new Client(
                client.id(),
                client.key(),
                Limit.of(capacity, 3),
                client.generation(),
                versions.incrementAndGet(),
                client.fill()));
    }

    @Test
    void everyInterleavingIsLinearizable() {
        new ModelCheckingOptions()
                .iterations(10)
                .invocationsPerIteration(60)
                .threads(2)
                .actorsPerThread(3)
                .check(getClass());
    }
}

package dev.sluice.tokenbucket.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.Crowd;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.junit.jupiter.api.RepeatedTest;

/** Many threads, one client, and a clock that stands still. */
class LocalLedgerConcurrencyTest {

    private static final int CROWD = 16;
    private static final int CHANGES = 10_000;
    private static final long TOKENS = 100_000;
    private static final int ADDITIONS = 5_000;

    private final ClientKey key = ClientKey.ofClientId("ann");
    private final Client ann = Client.of("ann", Limit.of(TOKENS, 10));
    private final LocalLedger ledger = new LocalLedger(ann.limit(), 100, new HandClock(), Instant.EPOCH);

    @RepeatedTest(5)
    void aCrowdTakesExactlyTheCapacity() {
        assertThat(Crowd.sum(CROWD, () -> takeAll(ann))).isEqualTo(TOKENS);
    }

    @RepeatedTest(5)
    void aCrowdOfStrangersUnderOneKeyTakesExactlyTheCapacity() {
        assertThat(Crowd.sum(CROWD, () -> takeAllUnregistered(key))).isEqualTo(TOKENS);
    }

    @RepeatedTest(5)
    void changesOfLimitNeitherMakeNorLoseTokensNorRefuseAnybody() {
        long each = TOKENS / CROWD;
        long taken =
                sumWhileOne(() -> changeLimits(i -> Limit.of(TOKENS + i, i % 2 == 0 ? 3 : 1000)), () -> takeSome(each));

        assertThat(taken).isEqualTo(each * (CROWD - 1));
        assertThat(taken + takeAll(ann)).isEqualTo(TOKENS);
    }

    @RepeatedTest(5)
    void changesOfLimitThatClampAndRoundMakeNoTokens() {
        long taken = sumWhileOne(
                () -> changeLimits(i -> Limit.of(TOKENS - i, new BigDecimal("7." + i))), () -> takeSome(TOKENS / 4));

        assertThat(taken + takeAll(ann)).isPositive().isLessThanOrEqualTo(TOKENS);
    }

    @RepeatedTest(5)
    void whatIsAddedWhileACrowdTakesIsTakenOnce() {
        HandClock clock = new HandClock();
        LocalLedger books = new LocalLedger(ann.limit(), 100, clock, Instant.EPOCH);
        long taken = Crowd.run(CROWD, i -> () -> i < 2 ? addSome(books) : takeSome(books, TOKENS / 2)).stream()
                .mapToLong(Long::longValue)
                .sum();
        clock.advance(Duration.ofSeconds(100));

        assertThat(taken + takeAll(books)).isEqualTo(TOKENS + 2 * ADDITIONS * 3 + 10 * 100);
    }

    /** Three tokens at a time, as long as there is room for them in any case. */
    private long addSome(LocalLedger books) {
        for (int i = 0; i < ADDITIONS; i++) {
            while (books.level(ann).join().tokens() > TOKENS - 10) {
                Thread.onSpinWait();
            }
            books.add(ann, 3).join();
        }
        return 0;
    }

    private long takeSome(LocalLedger books, long attempts) {
        long taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += books.take(ann, 1).join().admitted() ? 1 : 0;
        }
        return taken;
    }

    private long takeAll(LocalLedger books) {
        long taken = 0;
        while (books.take(ann, 1).join().admitted()) {
            taken++;
        }
        return taken;
    }

    private static long sumWhileOne(Callable<Long> one, Callable<Long> others) {
        return Crowd.run(CROWD, i -> i == 0 ? one : others).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private long changeLimits(IntFunction<Limit> limits) {
        for (int i = 0; i < CHANGES; i++) {
            ledger.update(new Client(ann.id(), key, limits.apply(i), 0, i + 1, ann.fill()));
        }
        return 0;
    }

    private long takeSome(long attempts) {
        return takeSome(ledger, attempts);
    }

    private long takeAll(Client client) {
        long taken = 0;
        while (ledger.take(client, 1).join().admitted()) {
            taken++;
        }
        return taken;
    }

    private long takeAllUnregistered(ClientKey stranger) {
        long taken = 0;
        while (ledger.takeUnregistered(stranger, 1).join().admitted()) {
            taken++;
        }
        return taken;
    }
}

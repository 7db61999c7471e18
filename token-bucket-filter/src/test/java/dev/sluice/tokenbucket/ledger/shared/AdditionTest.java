package dev.sluice.tokenbucket.ledger.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.ledger.lease.AccountsInMemory;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three gateways, of which one is told to add tokens to a bucket that all of them spend from. */
class AdditionTest {

    private static final Duration STEP = Duration.ofMillis(5);
    private static final int GATEWAYS = 3;

    private final HandClock clock = new HandClock();
    private final Bank bank = new AccountsInMemory().by(() -> clock.nanos() / 1_000);
    private final List<SharedLedger> ledgers =
            Stream.generate(this::gateway).limit(GATEWAYS).toList();

    @ParameterizedTest(name = "{0} tokens and {1} a second")
    @CsvSource({"5, 0.001", "30, 0.01", "10, 20", "100, 200", "1000, 100", "1000, 5000"})
    void afterAResetAllTogetherSpendTheCapacityOnceMore(long capacity, BigDecimal rate) {
        Client client = Client.of("ann", Limit.of(capacity, rate));
        demand(client, 400);

        ledgers.get(1).fill(client).join();
        long admitted = demand(tell(client), 200);

        double seconds = 1.1;
        double lawful = capacity + rate.doubleValue() * seconds;
        assertThat((double) admitted).isBetween(0.95 * lawful - 1, lawful + 1);
    }

    /** Whoever asks twice, since he clicked twice or had no answer, is not given twice. */
    @ParameterizedTest(name = "{0} tokens and {1} a second")
    @CsvSource({"100, 1", "100, 60", "1000, 1000"})
    void aSecondResetBringsBackOnlyWhatWasSpentSince(long capacity, long rate) {
        Client client = Client.of("ann", Limit.of(capacity, rate));
        demand(client, 400);

        ledgers.get(0).fill(client).join();
        client = tell(client);
        long admitted = demand(client, 4);
        long between = admitted;
        ledgers.get(0).fill(client).join();
        admitted += demand(tell(client), 200);

        assertThat((double) admitted).isLessThanOrEqualTo(capacity + between + rate * 1.3);
    }

    @Test
    void ofABucketThatDoesNotFillEachTokenIsSpentOnce() {
        Client client = Client.of("ann", Limit.of(30, new BigDecimal("0.000001")));
        assertThat(demand(client, 400)).isEqualTo(30);

        ledgers.get(0).add(client, 7).join();
        Client newer = tell(client);
        assertThat(demand(newer, 400)).isEqualTo(7);

        ledgers.get(2).add(newer, 30).join();
        assertThat(demand(tell(newer), 400)).isEqualTo(30);
    }

    @Test
    void aFullBucketHoldsNoMore() {
        Client client = Client.of("ann", Limit.of(30, new BigDecimal("0.000001")));
        ledgers.get(0).add(client, 30).join();

        assertThat(ledgers.get(1).level(client).join()).isEqualTo(Level.ofTokens(30));
        assertThat(demand(client, 400)).isEqualTo(30);
    }

    @Test
    void whoHasNotHeardOfItFindsOutAtItsNextDraw() {
        Client client = Client.of("ann", Limit.of(30, new BigDecimal("0.000001")));
        demand(client, 400);

        ledgers.get(0).add(client, 30).join();

        assertThat(demand(client, 400)).isEqualTo(30);
    }

    /** What the books do: they tell every gateway of a newer version, with what the bucket held. */
    private Client tell(Client client) {
        Fill fill = Fill.of(ledgers.get(0).level(client).join(), ledgers.get(0).now());
        Client newer = Client.of(client.id(), client.limit(), client.generation(), client.version() + 1, fill);
        ledgers.forEach(ledger -> ledger.update(newer));
        return newer;
    }

    /** Lets each gateway have so many requests at each step, more than the bucket can serve, and answers how many passed. */
    private long demand(Client client, long steps) {
        List<CompletableFuture<Decision>> decisions = new ArrayList<>();
        long atOnce =
                1 + (client.limit().capacity() + client.limit().ratePerSec().longValue()) / 100;
        for (int i = 0; i < steps; i++) {
            for (SharedLedger ledger : ledgers) {
                for (int j = 0; j < atOnce; j++) {
                    decisions.add(ledger.take(client, 1));
                }
            }
            pass(i);
        }
        for (long i = 0; i < 20; i++) {
            pass(i);
        }
        return decisions.stream()
                .filter(decision -> decision.join().admitted())
                .mapToLong(decision -> 1)
                .sum();
    }

    private void pass(long step) {
        clock.advance(STEP);
        ledgers.forEach(SharedLedger::lookAfterWaiting);
        if (step % 40 == 0) {
            ledgers.forEach(SharedLedger::look);
        }
    }

    private SharedLedger gateway() {
        return new SharedLedger(bank, OnLedgerFailure.SHARE, Limit.of(1, 1), 100, clock, clock::instant);
    }
}

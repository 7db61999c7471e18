package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.strategy.Threads;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverBudgetTest {

    private static final int THREADS = 64;

    private final FailoverBudget budget = new FailoverBudget(20);

    @Test
    void beginsWithTheReserve() {
        assertThat(withdrawals(budget, 1_000)).isEqualTo(FailoverBudget.RESERVE);
        assertThat(budget.withdraw()).isFalse();
    }

    @Test
    void everyFifthRequestBringsAFurtherAttempt() {
        withdrawals(budget, FailoverBudget.RESERVE);

        for (int i = 0; i < 10; i++) {
            deposits(budget, 4);
            assertThat(budget.withdraw()).isFalse();
            deposits(budget, 1);
            assertThat(budget.withdraw()).isTrue();
        }
    }

    @Test
    void neverHoldsMoreThanTheReserve() {
        deposits(budget, 1_000_000);
        assertThat(withdrawals(budget, 1_000)).isEqualTo(FailoverBudget.RESERVE);

        deposits(budget, 1_000_000);
        assertThat(withdrawals(budget, 1_000)).isEqualTo(FailoverBudget.RESERVE);
    }

    @Test
    void withNothingThereIsNoneAtAll() {
        FailoverBudget none = new FailoverBudget(0);
        deposits(none, 1_000);

        assertThat(none.withdraw()).isFalse();
    }

    @Test
    void withAHundredPercentEachRequestMayGoOnOnce() {
        FailoverBudget whole = new FailoverBudget(100);
        withdrawals(whole, FailoverBudget.RESERVE);
        deposits(whole, 7);

        assertThat(withdrawals(whole, 100)).isEqualTo(7);
    }

    /** The law: what n requests in a row have brought beyond a share of n is no more than the reserve. */
    @Test
    void whereverOneBeginsToCountTheLawHolds() {
        int most = 0;
        int inAll = 0;
        int least = 0;
        for (int i = 0; i < 100_000; i++) {
            budget.deposit();
            int percent = (i / 1_000) % 2 == 0 ? 5 : 90;
            inAll -= 20;
            least = Math.min(least, inAll);
            if (ThreadLocalRandom.current().nextInt(100) < percent && budget.withdraw()) {
                inAll += 100;
            }
            most = Math.max(most, inAll - least);
        }

        assertThat(most).isLessThanOrEqualTo(100 * FailoverBudget.RESERVE);
    }

    @ParameterizedTest(name = "{0}%")
    @ValueSource(ints = {0, 1, 20, 100})
    void theLawHoldsOn64Threads(int percent) throws Exception {
        FailoverBudget shared = new FailoverBudget(percent);
        int requestsPerThread = 2_000;
        AtomicInteger further = new AtomicInteger();

        Threads.run(THREADS, thread -> {
            for (int i = 0; i < requestsPerThread; i++) {
                shared.deposit();
                further.addAndGet(withdrawals(shared, 2));
            }
        });

        int requests = THREADS * requestsPerThread;
        int reserve = percent == 0 ? 0 : FailoverBudget.RESERVE;
        assertThat(further.get()).isLessThanOrEqualTo(requests / 100 * percent + reserve);
        assertThat(further.get()).isGreaterThanOrEqualTo(requests / 100 * percent);
    }

    private static void deposits(FailoverBudget budget, int times) {
        IntStream.range(0, times).forEach(i -> budget.deposit());
    }

    private static int withdrawals(FailoverBudget budget, int times) {
        return (int) IntStream.range(0, times).filter(i -> budget.withdraw()).count();
    }
}

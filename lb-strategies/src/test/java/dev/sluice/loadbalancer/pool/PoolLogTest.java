package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PoolLogTest {

    private final TestPool test = new TestPool(Settings.usual(), 1, 2);
    private final Log log = Log.of(Pool.class);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aChangeIsLoggedOnce() {
        test.passesCheck(1);
        assertThat(log.lines()).isEmpty();

        test.failsCheck(1);
        test.failsCheck(1);
        test.failsCheck(1);
        assertThat(log.lines()).containsExactly("WARN backend backends http://localhost:1 is DOWN: refused");

        log.lines().clear();
        test.passesCheck(1);
        test.passesCheck(1);
        assertThat(log.lines()).containsExactly("INFO backend backends http://localhost:1 is UP");
    }

    @Test
    void oneThatIsEjectedIsDownToo() {
        test.end(1, 3, TestPool.RESET);
        assertThat(log.lines())
                .containsExactly("WARN backend backends http://localhost:1 is DOWN: 3 requests in a row failed: reset");

        log.lines().clear();
        test.pass(Settings.PAUSE);
        assertThat(log.lines()).containsExactly("INFO backend backends http://localhost:1 is UP");
    }

    @Test
    void oneThatIsDownAlreadyIsNotDownAgain() {
        test.end(1, 3, TestPool.RESET);
        log.lines().clear();
        test.failsCheck(1);
        test.pass(Settings.PAUSE);
        assertThat(log.lines()).isEmpty();

        test.passesCheck(1);
        assertThat(log.lines()).containsExactly("INFO backend backends http://localhost:1 is UP");
    }

    @Test
    void whatAnOperatorDoesIsLogged() {
        test.pool.drain(test.backend(1), true);
        test.pool.drain(test.backend(1), true);
        test.failsCheck(1);
        test.pool.drain(test.backend(1), false);
        test.passesCheck(1);

        assertThat(log.lines())
                .containsExactly(
                        "INFO backend backends http://localhost:1 is DRAINING: an operator asked for it",
                        "WARN backend backends http://localhost:1 is DOWN: refused",
                        "INFO backend backends http://localhost:1 is UP");
    }
}

package dev.sluice.gateway.shutdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.web.server.context.WebServerApplicationContext;

class ShutdownDelayTest {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final LastAnswers lastAnswers = new LastAnswers();

    @Test
    void comesBeforeTheServerStopsAnything() {
        assertThat(delay(Duration.ZERO).getPhase()).isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE);
    }

    @Test
    void withoutOneTheStopGoesOnAtOnce() {
        ShutdownDelay delay = delay(Duration.ZERO);
        delay.start();
        assertThat(delay.isRunning()).isTrue();

        delay.stop();
        assertThat(delay.isRunning()).isFalse();
    }

    /** A thread that waits without a limit would be taken for one that hangs by a second close of the context. */
    @Test
    void waitsWithALimitUntilItIsInterrupted() throws InterruptedException {
        Thread stopping = new Thread(delay(LONGEST)::stop);
        stopping.start();
        await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);

        stopping.interrupt();
        stopping.join();
        assertThat(stopping.isAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-0.001S", "PT10M0.001S"})
    void whatIsNoDelayIsRefused(Duration delay) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShutdownProperties(delay))
                .withMessageStartingWith("sluice.shutdown.delay must be from 0s to 10m, not ");
    }

    private ShutdownDelay delay(Duration delay) {
        return new ShutdownDelay(new ShutdownProperties(delay), lastAnswers);
    }
}

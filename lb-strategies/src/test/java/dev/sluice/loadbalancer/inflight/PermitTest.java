package dev.sluice.loadbalancer.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.strategy.Threads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class PermitTest {

    private final Traffic traffic = new Traffic();
    private final Queue<Outcome> reports = new ConcurrentLinkedQueue<>();

    @Test
    void closesOnce() {
        Permit permit = permit();
        assertThat(traffic.inFlight()).isEqualTo(1);
        permit.close(Outcome.failed("reset"));
        permit.close(Outcome.ANSWERED);
        permit.close(Outcome.failed("reset"));

        assertThat(traffic.inFlight()).isZero();
        assertThat(traffic.failures()).isEqualTo(1);
        assertThat(reports).containsExactly(Outcome.failed("reset"));
    }

    @Test
    void closesOnceAlsoIfManyDo() throws Exception {
        for (int i = 0; i < 100; i++) {
            Permit permit = permit();
            Threads.run(8, thread -> permit.close(Outcome.ANSWERED));
        }

        assertThat(traffic.inFlight()).isZero();
        assertThat(traffic.picks()).isEqualTo(100);
        assertThat(reports).hasSize(100);
    }

    @Test
    void isClosedWhenItsOutcomeIsReported() {
        traffic.acquire();
        new Permit(
                        "http://localhost:1",
                        traffic,
                        outcome -> assertThat(traffic.inFlight()).isZero())
                .close(Outcome.ANSWERED);
    }

    @Test
    void failuresAreThoseOfTheInstance() {
        permit().close(Outcome.ANSWERED);
        permit().close(Outcome.SERVER_ERROR);
        permit().close(Outcome.ABANDONED);
        assertThat(traffic.failures()).isZero();

        permit().close(Outcome.unreachable("refused"));
        permit().close(Outcome.failed("reset"));
        assertThat(traffic.failures()).isEqualTo(2);
    }

    private Permit permit() {
        traffic.acquire();
        return new Permit("http://localhost:1", traffic, reports::add);
    }
}

package dev.sluice.loadbalancer.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.loadbalancer.strategy.Threads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class AttemptsTest {

    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
    private final Attempts attempts = Attempts.begin(exchange);
    private final Traffic traffic = new Traffic();
    private final List<String> reports = Collections.synchronizedList(new ArrayList<>());

    @Test
    void areAmongTheAttributesOfTheirRequest() {
        assertThat(Attempts.of(exchange)).containsSame(attempts);
        assertThat(Attempts.of(exchange.mutate().build())).containsSame(attempts);
        assertThat(Attempts.of(exchange.getAttributes())).containsSame(attempts);
        assertThat(Attempts.of(Map.of())).isEmpty();
        assertThat(Attempts.of(MockServerWebExchange.from(MockServerHttpRequest.get("/"))))
                .isEmpty();
    }

    @Test
    void thePermitIsOpenUntilTheEnd() {
        attempts.next(permit("a"));
        assertThat(traffic.inFlight()).isEqualTo(1);
        assertThat(attempts.tried()).isEmpty();

        attempts.end(Outcome.ANSWERED);
        attempts.end(Outcome.ABANDONED);
        assertThat(traffic.inFlight()).isZero();
        assertThat(reports).containsExactly("a ANSWERED");
    }

    @Test
    void aFaultIsTheInstancesWhateverTheRequestMakesOfIt() {
        attempts.next(permit("a"));
        attempts.faulted(Outcome.failed("reset"));
        attempts.givenUp();
        attempts.next(permit("b"));
        attempts.faulted(Outcome.failed("reset"));
        attempts.end(Outcome.ANSWERED);

        assertThat(reports).containsExactly("a FAILED", "b FAILED");
    }

    @Test
    void aFaultIsOfOneAttempt() {
        attempts.next(permit("a"));
        attempts.faulted(Outcome.failed("reset"));
        attempts.next(permit("b"));
        attempts.end(Outcome.ANSWERED);

        assertThat(reports).containsExactly("a FAILED", "b ANSWERED");
    }

    @Test
    void instancesAreTriedInOrderAndOneAtATime() {
        attempts.next(permit("a"));
        attempts.failed(Outcome.unreachable("refused"));
        assertThat(traffic.inFlight()).isZero();
        assertThat(attempts.tried()).containsExactly("a");

        attempts.next(permit("b"));
        attempts.failed(Outcome.failed("reset"));
        attempts.next(permit("c"));
        assertThat(traffic.inFlight()).isEqualTo(1);
        attempts.end(Outcome.ANSWERED);

        assertThat(reports).containsExactly("a UNREACHABLE", "b FAILED", "c ANSWERED");
        assertThat(attempts.tried()).containsExactly("a", "b", "c");
        assertThat(traffic.inFlight()).isZero();
    }

    /** A connection that was being closed says nothing of the instance, unless it happens again and again. */
    @Test
    void anInstanceMayBeTriedAgainAfterAConnectionThatWasBeingClosed() {
        for (int i = 0; i < 5; i++) {
            attempts.next(permit("a"));
            assertThat(attempts.failed(i == 0 ? Outcome.unsent("closed") : Outcome.stale("closed")))
                    .contains("a");
            assertThat(attempts.tried()).isEmpty();
        }

        attempts.next(permit("a"));
        attempts.failed(Outcome.stale("closed"));
        assertThat(attempts.tried()).containsExactly("a");
        assertThat(attempts.failed(Outcome.stale("closed"))).isEmpty();
        assertThat(traffic.inFlight()).isZero();
    }

    /** A filter that tries again tells nobody that it does. */
    @Test
    void whoeverTakesTheNextGivesUpTheOneBefore() {
        attempts.next(permit("a"));
        attempts.next(permit("b"));

        assertThat(reports).containsExactly("a ABANDONED");
        assertThat(traffic.inFlight()).isEqualTo(1);
        assertThat(attempts.tried()).containsExactly("a");
        assertThat(attempts.takeLastFailure()).isEmpty();
    }

    /** What comes later than that has reasons of its own. */
    @Test
    void theReasonForOneAttemptIsNotTheReasonForTheNext() {
        attempts.next(permit("a"));
        attempts.failed(Outcome.unreachable("refused"));
        assertThat(attempts.takeLastFailure()).isEmpty();

        attempts.goOn(new FailedAttempt("a", "refused"));
        assertThat(attempts.takeLastFailure()).contains(new FailedAttempt("a", "refused"));
        assertThat(attempts.takeLastFailure()).isEmpty();
    }

    @Test
    void aPermitThatComesTooLateIsClosedAtOnce() {
        attempts.end(Outcome.ABANDONED);
        attempts.next(permit("a"));

        assertThat(traffic.inFlight()).isZero();
        assertThat(reports).containsExactly("a ABANDONED");
    }

    @Test
    void nothingStaysOpenIfARequestIsCalledOffWhileItGetsAnInstance() throws Exception {
        for (int i = 0; i < 300; i++) {
            Attempts each = Attempts.begin(exchange);
            Threads.run(3, thread -> {
                if (thread == 0) {
                    each.end(Outcome.ABANDONED);
                } else {
                    each.next(permit("a"));
                    each.failed(Outcome.failed("reset"));
                    each.next(permit("b"));
                }
            });
        }

        assertThat(traffic.inFlight()).isZero();
        assertThat(reports).hasSize(1_200);
    }

    private Permit permit(String instance) {
        traffic.acquire();
        return new Permit(instance, traffic, outcome -> reports.add(instance + " " + outcome.kind()));
    }
}

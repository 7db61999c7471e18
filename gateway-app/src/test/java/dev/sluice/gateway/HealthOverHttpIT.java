package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.loadbalancer.pool.State;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Instances that are asked for a page, and how many answers it takes to believe them. */
class HealthOverHttpIT {

    private static final int NEVER = 0;

    @AutoClose
    private static final BalancerLog LOG = new BalancerLog();

    private static final AtomicInteger CHECKS = new AtomicInteger();
    private static volatile IntUnaryOperator script = check -> 200;

    @AutoClose
    private static final Backend BACKEND = Backend.answering((request, response) -> {
        if (!request.uri().equals("/healthz?deep=1")) {
            return response.sendString(Mono.just("ok"));
        }
        int status = script.applyAsInt(CHECKS.getAndIncrement());
        return status == NEVER ? Mono.never() : response.status(status).send();
    });

    @AutoClose
    private static final Backend NEIGHBOUR = Backend.saying("ok");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(
            LOG.fromTheStart(),
            Gateway.service(
                    "backends",
                    List.of(BACKEND.uri(), NEIGHBOUR.uri()),
                    "sluice.load-balancer.health-check.path=/healthz?deep=1",
                    "sluice.load-balancer.health-check.interval=20ms",
                    "sluice.load-balancer.health-check.timeout=500ms",
                    "sluice.load-balancer.health-check.rise=3",
                    "sluice.load-balancer.health-check.fall=3"));

    private final Instances instances = new Instances(GATEWAY);

    @AfterEach
    void isWell() {
        script = check -> 200;
        instances.awaitState(BACKEND.uri(), State.UP);
        assertThat(LOG.lines(NEIGHBOUR.uri())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {199 + 1, 204, 299})
    void everyStatusFrom200To299IsWell(int status) {
        script = check -> status;

        awaitChecks(5);

        assertThat(instances.state(BACKEND.uri())).isEqualTo(State.UP);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 404, 500, 503})
    void noOtherIs(int status) {
        script = check -> status;

        instances.awaitState(BACKEND.uri(), State.DOWN);

        LOG.awaitLine("backend backends %s is DOWN: GET /healthz?deep=1 answered %d".formatted(BACKEND.uri(), status));
        assertThat(GATEWAY.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverHangsHasFailedAndKeepsNobodyElseFromBeingChecked() {
        script = check -> NEVER;
        int before = NEIGHBOUR.requests();

        instances.awaitState(BACKEND.uri(), State.DOWN);

        LOG.awaitLine("backend backends %s is DOWN: no answer within 500ms".formatted(BACKEND.uri()));
        assertThat(NEIGHBOUR.requests() - before).isGreaterThan(10);
        assertThat(instances.state(NEIGHBOUR.uri())).isEqualTo(State.UP);
    }

    @Test
    void itTakesAsManyInARowAsAreSet() {
        int told = LOG.lines().size();
        script = check -> check % 3 == 0 ? 200 : 500;
        awaitChecks(20);
        assertThat(LOG.lines()).hasSize(told);

        script = check -> 500;
        instances.awaitState(BACKEND.uri(), State.DOWN);
        script = check -> check % 3 == 0 ? 500 : 200;
        awaitChecks(20);
        assertThat(instances.state(BACKEND.uri())).isEqualTo(State.DOWN);
        assertThat(LOG.lines()).hasSize(told + 1);
    }

    private static void awaitChecks(int number) {
        int before = CHECKS.get();
        await().until(() -> CHECKS.get() - before > number);
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.loadbalancer.pool.State;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Instances that look well to their checks, and on which requests fail. */
class EjectionIT {

    private static final Fault RESET_WHEN_TAKEN = Fault.saying("").then(Fault.reset());

    @AutoClose
    private final BalancerLog log = new BalancerLog();

    @AutoClose
    private final Backend backend = Backend.answering((request, response) ->
            response.status(request.uri().equals("/500") ? 500 : 200).send());

    @AutoClose
    private final FaultProxy a = FaultProxy.before(backend.uri());

    @AutoClose
    private final FaultProxy b = FaultProxy.before(backend.uri());

    @Test
    void threeFailuresInARowTakeAnInstanceOutAndTheOthersHaveItsShare() {
        a.always(RESET_WHEN_TAKEN);
        try (Gateway gateway = gateway("ejection.pause=5m")) {
            assertThat(posts(gateway, 6)).containsExactlyInAnyOrder(200, 200, 200, 502, 502, 502);
            assertThat(posts(gateway, 20)).containsOnly(200);

            assertThat(new Instances(gateway).state(a.uri())).isEqualTo(State.EJECTED);
            assertThat(log.lines(" is "))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("backend backends " + a.uri() + " is DOWN: 3 requests in a row failed: "));
        }
    }

    /** Else an instance that hangs would cost every second request the time that is waited for it. */
    @Test
    void soDoFailuresAfterWhichAFilterTriesAnotherInstance() {
        a.always(Fault.hang());
        try (Gateway gateway = gateway(
                "ejection.pause=5m",
                "spring.cloud.gateway.server.webflux.httpclient.response-timeout=100ms",
                "spring.cloud.gateway.server.webflux.default-filters[0]=Retry=2")) {
            for (int i = 0; i < 20; i++) {
                assertThat(gateway.get("/").statusCode()).isEqualTo(200);
            }

            assertThat(new Instances(gateway).state(a.uri())).isEqualTo(State.EJECTED);
            assertThat(new Instances(gateway).picks(a.uri())).isEqualTo(3);
        }
    }

    @Test
    void afterAPauseItGetsAnotherChance() {
        a.always(RESET_WHEN_TAKEN);
        try (Gateway gateway = gateway("ejection.pause=100ms")) {
            posts(gateway, 6);
            log.awaitLine(a.uri() + " is UP");
            a.always(Fault.none());

            await().until(() -> new Instances(gateway).state(a.uri()) == State.UP);
            assertThat(posts(gateway, 10)).containsOnly(200);
            assertThat(a.requests()).isGreaterThan(3);
        }
    }

    @Test
    void whereHalfAreOutTheOthersStayHoweverTheyFail() {
        Stream.of(a, b).forEach(proxy -> proxy.always(RESET_WHEN_TAKEN));
        try (Gateway gateway = gateway("ejection.pause=5m")) {
            assertThat(posts(gateway, 20)).containsOnly(502);

            assertThat(log.lines(" is DOWN")).hasSize(1);
        }
    }

    @Test
    void anAnswerBetweenFailuresMakesThemHarmless() {
        a.next(RESET_WHEN_TAKEN, RESET_WHEN_TAKEN, Fault.none());
        a.always(RESET_WHEN_TAKEN);
        try (Gateway gateway = gateway("health-check.enabled=false")) {
            posts(gateway, 6);
            a.resetAll();
            posts(gateway, 4);

            assertThat(new Instances(gateway).state(a.uri())).isEqualTo(State.UP);
        }
    }

    @Test
    void serverErrorsAreAnswersUnlessItIsSaidThatTheyAreFailures() {
        try (Gateway gateway = gateway("ejection.pause=5m")) {
            assertThat(serverErrors(gateway, 20)).containsOnly(500);
            assertThat(log.lines(" is ")).isEmpty();
        }
        try (Gateway gateway = gateway("ejection.server-errors=true")) {
            assertThat(serverErrors(gateway, 20)).containsOnly(500);
            assertThat(log.lines(" is "))
                    .singleElement()
                    .satisfies(line -> assertThat(line).endsWith(" is DOWN: 3 requests in a row failed: server error"));
        }
    }

    @Test
    void whoComesBackSlowlyHasLessThanItsShareAtFirst() {
        a.refuse();
        try (Gateway gateway = gateway("slow-start=10m", "health-check.interval=20ms")) {
            Instances instances = new Instances(gateway);
            log.awaitLine(a.uri() + " is DOWN");
            a.open();
            instances.awaitState(a.uri(), State.UP);

            assertThat(posts(gateway, 110)).containsOnly(200);

            assertThat(instances.picks(a.uri())).isEqualTo(10);
        }
    }

    /** One after the other: of several that fail at once more than three may be counted before the first of them acts on it. */
    private static List<Integer> serverErrors(Gateway gateway, int number) {
        return Stream.generate(() -> gateway.get("/500").statusCode())
                .limit(number)
                .toList();
    }

    /** Requests that are not repeated, one after the other. */
    private static List<Integer> posts(Gateway gateway, int number) {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            statuses.add(gateway.send(gateway.request("/").POST(BodyPublishers.noBody()))
                    .statusCode());
        }
        return statuses;
    }

    private Gateway gateway(String... settings) {
        List<String> all = new ArrayList<>(List.of("sluice.token-bucket.default-limit.capacity=1000000"));
        Stream.of(settings)
                .map(setting -> setting.startsWith("spring.") ? setting : "sluice.load-balancer." + setting)
                .forEach(all::add);
        return Gateway.with(
                log.fromTheStart(), Gateway.service("backends", List.of(a.uri(), b.uri()), all.toArray(String[]::new)));
    }
}

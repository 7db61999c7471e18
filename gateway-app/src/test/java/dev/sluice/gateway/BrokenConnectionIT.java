package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that ends is made again, or to another instance, if and only if the request can't have been worked on, or may be twice. */
class BrokenConnectionIT {

    private static final String HALF = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    private static final Fault RESET_WHEN_TAKEN = Fault.saying("").then(Fault.reset());
    private static final Fault CLOSE_WHEN_TAKEN = Fault.saying("");

    @AutoClose
    private static final Backend BACKEND = Backend.answering((request, response) -> response.sendString(
            request.receive().aggregate().asString().defaultIfEmpty("").map("ok"::concat)));

    @AutoClose
    private static final FaultProxy A = FaultProxy.before(BACKEND.uri());

    @AutoClose
    private static final FaultProxy B = FaultProxy.before(BACKEND.uri());

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(Gateway.service(
            "backends",
            List.of(A.uri(), B.uri()),
            "sluice.token-bucket.default-limit.capacity=1000000",
            "sluice.load-balancer.health-check.enabled=false",
            "sluice.load-balancer.ejection.failures=0"));

    private int before;

    @BeforeEach
    void noConnectionIsOpen() {
        Stream.of(A, B).forEach(FaultProxy::resetAll);
        before = taken();
    }

    @AfterEach
    void theyPassEverythingOn() {
        Stream.of(A, B).forEach(proxy -> proxy.always(Fault.none()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    void whatMayBeDoneTwiceGoesToAnotherInstance(String method) {
        A.always(RESET_WHEN_TAKEN);

        assertThat(status(method)).isEqualTo(200);
        assertThat(status(method)).isEqualTo(200);
        assertThat(taken()).isEqualTo(3);

        A.always(CLOSE_WHEN_TAKEN);

        assertThat(status(method)).isEqualTo(200);
        assertThat(status(method)).isEqualTo(200);
        assertThat(taken()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void whatMayNotIsTriedOnce(String method) {
        Stream.of(A, B).forEach(proxy -> proxy.next(RESET_WHEN_TAKEN, CLOSE_WHEN_TAKEN));

        for (int i = 1; i <= 4; i++) {
            assertThat(status(method)).isEqualTo(502);
            assertThat(taken()).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "POST"})
    void aBodyThatIsHalfGoneIsNotSentAgain(String method) {
        Stream.of(A, B).forEach(proxy -> proxy.always(RESET_WHEN_TAKEN));

        assertThat(GATEWAY.send(GATEWAY.request("/").method(method, BodyPublishers.ofString("x".repeat(1_000_000)))))
                .satisfies(error(502, "The backend broke off"));
        assertThat(taken()).isEqualTo(1);
    }

    @Test
    void eachInstanceIsTriedOnceAtMost() {
        Stream.of(A, B).forEach(proxy -> proxy.always(RESET_WHEN_TAKEN));

        assertThat(GATEWAY.get("/")).satisfies(error(502, "The backend broke off"));
        assertThat(taken()).isEqualTo(2);
    }

    /** Nobody repeats anything behind the back of Failover. */
    @Test
    void eachInstanceIsConnectedToOnceAtMost() {
        Stream.of(A, B).forEach(proxy -> proxy.always(Fault.reset()));
        int connected = A.connections() + B.connections();

        assertThat(GATEWAY.get("/").statusCode()).isIn(502, 503);
        assertThat(A.connections() + B.connections() - connected).isEqualTo(2);
    }

    @Test
    void halfAnAnswerIsNeverMadeWholeByAnotherInstance() {
        Stream.of(A, B).forEach(proxy -> proxy.always(Fault.saying(HALF).then(Fault.close())));

        try (RawClient client = new RawClient(GATEWAY.port())) {
            String answer = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readAll();
            assertThat(answer).endsWith("half").containsOnlyOnce("half");
        }
        assertThat(taken()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aConnectionThatWasClosedWhileIdleCostsNobodyAnAnswer(String method) {
        for (int i = 0; i < 20; i++) {
            assertThat(status(method)).isEqualTo(200);
            Stream.of(A, B).forEach(FaultProxy::closeAll);
            await().until(() -> A.stillOpen() + B.stillOpen() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void aBackendThatIsStartedAnewCostsNobodyAnAnswer(String method) {
        for (int i = 0; i < 10; i++) {
            assertThat(status(method)).isEqualTo(200);
            A.refuse().resetAll();
            assertThat(status(method)).isEqualTo(200);
            assertThat(status(method)).isEqualTo(200);
            A.open();
        }
    }

    private static int status(String method) {
        boolean hasBody = method.startsWith("P") && !method.equals("PUT");
        return GATEWAY.send(GATEWAY.request("/")
                        .method(method, hasBody ? BodyPublishers.ofString("body") : BodyPublishers.noBody()))
                .statusCode();
    }

    private int taken() {
        return A.requests() + B.requests() - before;
    }
}

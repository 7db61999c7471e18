package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;

/** How long a backend may take over its answer, and when it is none of the gateway's business. */
class BackendPatienceIT {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final Duration PATIENCE = Duration.ofMillis(400);

    /** Long enough to have been cut off, had anybody minded. */
    private static final Duration LONGER = PATIENCE.multipliedBy(3);

    /** At four in the time that one may take, this takes three times as long. */
    private static final int PIECES = 12;

    private static final int SOME_MEGABYTES = 20_000_000;

    @AutoClose
    private static final FaultProxy BACKEND = FaultProxy.alone(Fault.reset());

    @AutoClose
    private static final Gateway GATEWAY = gateway("server.forward-headers-strategy=none");

    /** One in which no request goes the fast path. */
    @AutoClose
    private static final Gateway HOST = gateway("server.forward-headers-strategy=framework");

    private static Gateway gateway(String way) {
        return Gateway.with(Gateway.service(
                "backends",
                List.of(BACKEND.uri()),
                way,
                "sluice.http.client.body-timeout=" + PATIENCE.toMillis() + "ms",
                "sluice.http.server.body-timeout=" + LONGER.toMillis() + "ms",
                "spring.cloud.gateway.server.webflux.httpclient.response-timeout=" + PATIENCE.toMillis() + "ms"));
    }

    static List<Gateway> bothWays() {
        return List.of(GATEWAY, HOST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked", "Connection: close"})
    void aBackendThatStallsInTheMiddleOfItsAnswerIsCutOff(String framing) {
        BACKEND.always(Fault.saying("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n4\r\nhalf\r\n")
                .then(Fault.hang()));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            assertThat(client.send(REQUEST).end().text())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("half")
                    .doesNotContain("\r\n0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"})
    void aBackendThatStallsBeforeThatDidNotAnswerInTime(String beginning) {
        BACKEND.always(Fault.saying(beginning).then(Fault.hang()));

        assertThat(GATEWAY.get("/")).satisfies(error(504, "The backend did not answer in time"));
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("bothWays")
    void anUploadMayTakeLonger(Gateway gateway) {
        BACKEND.always(link -> {
            link.takeHead();
            link.take(PIECES);
            link.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        try (RawClient client = new RawClient(gateway.port())) {
            client.send(upload(PIECES));
            for (int i = 0; i < PIECES; i++) {
                assertThat(client.isSilentFor(PATIENCE.dividedBy(4))).isTrue();
                client.send("x");
            }
            assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void aBackendIsWaitedForFromTheEndOfTheUploadOn() {
        BACKEND.always(Fault.taking(Long.MAX_VALUE));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send(upload(2)).send("x");
            assertThat(client.isSilentFor(PATIENCE.multipliedBy(2))).isTrue();

            assertThat(client.send("x").readUntil("did not answer in time\"}")).startsWith("HTTP/1.1 504 ");
        }
    }

    @Test
    void aClientThatStallsInTheMiddleOfItsUploadIsToldSo() {
        BACKEND.always(Fault.taking(Long.MAX_VALUE));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            assertThat(client.send(upload(2)).send("x").readAll()).startsWith("HTTP/1.1 408 ");
        }
    }

    /** All buffers on the way are full by then. */
    @Test
    void aBackendThatTakesNothingOfAnUploadDidNotAnswerInTime() {
        BACKEND.always(Fault.hang());
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send(upload(SOME_MEGABYTES));
            CompletableFuture<?> sending = CompletableFuture.runAsync(() -> client.send("x".repeat(SOME_MEGABYTES)));

            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 504 ");
            assertThat(sending).isNotCompletedExceptionally();
        }
    }

    private static String upload(int length) {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n";
    }

    @Test
    void aBackendThatIsSlowButSteadyIsHeardOut() {
        CountDownLatch go = new CountDownLatch(PIECES);
        Fault answer = Fault.saying("HTTP/1.1 200 OK\r\nContent-Length: " + PIECES + "\r\n\r\n");
        for (int i = 0; i < PIECES; i++) {
            answer = answer.then(link -> go.await(PATIENCE.toMillis() / 4, TimeUnit.MILLISECONDS))
                    .then(Fault.adding("x"));
        }
        BACKEND.always(answer);

        assertThat(GATEWAY.get("/").body()).hasSize(PIECES);
    }

    @Test
    void aStreamOfEventsMayBeSilentForAsLongAsItLikes() {
        CountDownLatch go = new CountDownLatch(1);
        BACKEND.always(Fault.saying("HTTP/1.1 200 OK\r\nContent-Type: " + MediaType.TEXT_EVENT_STREAM_VALUE
                        + ";charset=UTF-8\r\nConnection: close\r\n\r\ndata: one\n\n")
                .then(Fault.await(go))
                .then(Fault.adding("data: two\n\n")));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send(REQUEST).readUntil("data: one\n\n\r\n");

            assertThat(client.isSilentFor(LONGER)).isTrue();
            go.countDown();
            assertThat(client.readUntil("\r\n0\r\n\r\n")).contains("data: two\n\n");
        }
    }

    @Test
    void aClientThatIsSlowToReadGetsEverything() {
        String body = "x".repeat(SOME_MEGABYTES);
        BACKEND.always(Fault.saying("HTTP/1.1 200 OK\r\nContent-Length: " + SOME_MEGABYTES + "\r\n\r\n" + body));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readUntil("\r\n\r\n");

            await().pollDelay(LONGER).until(() -> true);

            assertThat(client.end().text()).hasSize(SOME_MEGABYTES);
        }
    }
}

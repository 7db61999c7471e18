package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.netty.ByteBufFlux;

/** A client that sends slowly, or nothing at all, or takes nothing of its answer, holds a connection no longer than it is allowed to. */
class SlowClientIT {

    private static final String TIMEOUT = "\r\n\r\n{\"code\":408,\"message\":\"Request Timeout\"}";
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /** Every timeout of this gateway. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final BlockingQueue<String> ENDS = new LinkedBlockingQueue<>();
    private static final Sinks.Empty<Void> GATE = Sinks.empty();
    private static final Sinks.Empty<Void> UNTAKEN = Sinks.empty();

    @AutoClose
    private static final Backend BACKEND = Backend.answering((request, response) -> {
        Flux<String> body = request.receive()
                .asString()
                .doFinally(end -> ENDS.add(end == SignalType.ON_COMPLETE ? "whole" : "broken"));
        return switch (request.path()) {
            case "early" -> response.sendString(Flux.just("early").concatWith(body));
            case "endless" -> response.send(endless(), piece -> true);
            case "untaken" -> response.send(endless().doFinally(end -> UNTAKEN.tryEmitEmpty()), piece -> true);
            case "busy" -> response.sendString(GATE.asMono().then(body.then(Mono.just("ok"))));
            default -> response.sendString(body.then(Mono.just("ok")));
        };
    });

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(
            BACKEND,
            "sluice.http.server.head-timeout=" + PATIENCE.toMillis() + "ms",
            "sluice.http.server.body-timeout=" + PATIENCE.toMillis() + "ms",
            "sluice.http.server.send-timeout=" + PATIENCE.toMillis() + "ms",
            "server.netty.idle-timeout=" + PATIENCE.toMillis() + "ms");

    private final RawClient client = new RawClient(GATEWAY.port());

    @BeforeEach
    void nothingHasEndedYet() {
        ENDS.clear();
    }

    @Test
    void halfAHeadIsTimedOut() {
        try (client) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: a\r\n").readAll())
                    .startsWith("HTTP/1.1 408 Request Timeout\r\n")
                    .endsWith(TIMEOUT);
        }
    }

    @Test
    void aHeadThatTricklesInIsTimedOutAllTheSame() {
        try (client) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
            everyNowAndThen().until(() -> {
                client.send("y");
                return client.hasAnswer();
            });
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ").endsWith(TIMEOUT);
        }
    }

    @Test
    void aConnectionWithoutARequestIsClosedWithoutAWord() {
        try (client) {
            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void aConnectionIsClosedWithoutAWordAfterItsLastRequest() {
        try (client) {
            client.send(REQUEST).readUntil("\r\n\r\nok");
            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void halfASecondHeadIsTimedOutToo() {
        try (client) {
            client.send(REQUEST).readUntil("\r\n\r\nok");
            assertThat(client.send("GET /").readAll())
                    .startsWith("HTTP/1.1 408 ")
                    .endsWith(TIMEOUT);
        }
    }

    @Test
    void evenIfItCameWithTheFirst() {
        try (client) {
            client.send(REQUEST + "GET /").readUntil("\r\n\r\nok");
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ").endsWith(TIMEOUT);
        }
    }

    @Test
    void halfABodyIsTimedOutAndBreaksTheRequestToTheBackend() throws InterruptedException {
        try (client) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ").endsWith(TIMEOUT);
        }
        assertThat(ENDS.poll(30, TimeUnit.SECONDS)).isEqualTo("broken");
    }

    @Test
    void afterHalfABodyAnAnswerThatHasBegunIsCutOff() throws InterruptedException {
        try (client) {
            client.send("POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
            client.readUntil("early");
            assertThat(client.readAll()).doesNotContain("408", "\r\n0\r\n\r\n");
        }
        assertThat(ENDS.poll(30, TimeUnit.SECONDS)).isEqualTo("broken");
    }

    @Test
    void aBodyMayTakeLongerAsLongAsItComes() {
        long start = System.nanoTime();
        try (client) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            everyNowAndThen().until(() -> {
                client.send("1\r\na\r\n");
                return System.nanoTime() - start > PATIENCE.multipliedBy(3).toNanos();
            });
            assertThat(client.send("0\r\n\r\n").readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    /** The sockets on the way are full by then, and the gateway reads no more. */
    @Test
    void aClientIsNotToBlameForABackendThatReadsSlowly() {
        String body = "a".repeat(20_000_000);
        try (client) {
            client.send("POST /busy HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n");
            CompletableFuture<?> upload = CompletableFuture.runAsync(() -> client.send(body));
            await().during(PATIENCE.multipliedBy(3)).until(() -> !upload.isDone() && !client.hasAnswer());
            GATE.tryEmitEmpty().orThrow();

            assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    /** Which would keep a connection to the backend, too. */
    @Test
    void anAnswerThatNobodyTakesIsBrokenOff() {
        try (client) {
            client.send("GET /untaken HTTP/1.1\r\nHost: a\r\n\r\n");
            UNTAKEN.asMono().block(Duration.ofSeconds(30));
            assertThat(client.end().broken()).isTrue();
        }
    }

    /** The sockets on the way hold more than what is taken at once. */
    @Test
    void anAnswerMayTakeLongerAsLongAsItIsTaken() {
        long start = System.nanoTime();
        try (client) {
            client.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
            everyNowAndThen().until(() -> {
                client.skip(4_000_000);
                return System.nanoTime() - start > PATIENCE.multipliedBy(6).toNanos();
            });
        }
    }

    private static ByteBufFlux endless() {
        return ByteBufFlux.fromString(Flux.just("a".repeat(65_536)).repeat());
    }

    private static ConditionFactory everyNowAndThen() {
        return await().pollInterval(PATIENCE.dividedBy(5));
    }
}

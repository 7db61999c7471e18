package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.loadbalancer.pool.State;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** What clients do to their own requests is never held against an instance, where one failure would be enough. */
class BlamelessIT {

    private static final int CLIENTS = 60;
    private static final String DOWNLOAD = "GET /download HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String FLOOD = "GET /flood HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String UPLOAD = "POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nhalf";
    private static final String CHUNKS =
            "POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n";
    private static final String SILENCE = "GET /silence HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String PIECE = "0123456789abcdef".repeat(1_000);

    @AutoClose
    private static final BalancerLog LOG = new BalancerLog();

    @AutoClose
    private static final Backend A = Backend.answering(BlamelessIT::answer);

    @AutoClose
    private static final Backend B = Backend.answering(BlamelessIT::answer);

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(
            LOG.fromTheStart(),
            Gateway.service(
                    "backends",
                    List.of(A.uri(), B.uri()),
                    "sluice.token-bucket.default-limit.capacity=1000000",
                    "sluice.load-balancer.ejection.failures=1",
                    "sluice.load-balancer.max-ejected=100",
                    "sluice.http.server.body-timeout=1s",
                    "sluice.http.client.body-timeout=500ms",
                    "spring.cloud.gateway.server.webflux.httpclient.response-timeout=2s"));

    private final Instances instances = new Instances(GATEWAY);
    private final int told = LOG.lines().size();

    /** How a client leaves. */
    enum Leave {
        CLOSE,
        RESET,
        HALF_CLOSE;

        void take(Socket socket) throws IOException {
            if (this == HALF_CLOSE) {
                socket.shutdownOutput();
                return;
            }
            if (this == RESET) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        }
    }

    @AfterEach
    void theInstancesAreUpAndAtRest() {
        instances.awaitRest();
        assertThat(LOG.lines()).hasSize(told);
        assertThat(instances.state(A.uri())).isEqualTo(State.UP);
        assertThat(instances.state(B.uri())).isEqualTo(State.UP);
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesBeforeTheAnswer(Leave way) {
        each(SILENCE, way::take);
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesInTheMiddleOfTheAnswer(Leave way) {
        each(DOWNLOAD, socket -> {
            socket.getInputStream().readNBytes(PIECE.length());
            way.take(socket);
        });
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesInTheMiddleOfTheRequest(Leave way) {
        each(UPLOAD, way::take);
        each(CHUNKS, way::take);
    }

    @Test
    void whoSendsChunksThatAreNone() {
        each(CHUNKS, socket -> {
            socket.getOutputStream().write("none\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).isNotNull();
        });
    }

    @Test
    void whoStopsReading() {
        try (RawClient client = new RawClient(GATEWAY.port()).send(FLOOD)) {
            client.readUntil("cdef");
            await().during(Duration.ofSeconds(2)).until(() -> LOG.lines().size() == told);
        }
    }

    @Test
    void whoStopsSending() {
        try (RawClient client = new RawClient(GATEWAY.port()).send(UPLOAD)) {
            assertThat(client.readAll()).startsWith("HTTP/1.1 408 ");
        }
    }

    @Test
    void whoNeverComesToAnEnd() {
        try (RawClient client = new RawClient(GATEWAY.port()).send(UPLOAD)) {
            for (int i = 0; i < 15; i++) {
                assertThat(client.isSilentFor(Duration.ofMillis(200))).isTrue();
                client.send("x");
            }
        }
    }

    /** Many at once: all have been sent on when the first does what it does. */
    private void each(String request, Visit visit) {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), GATEWAY.port());
                sockets.add(socket);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            }
            instances.awaitTotal(CLIENTS);
            for (Socket socket : sockets) {
                visit.pay(socket);
                socket.close();
            }
            instances.awaitRest();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** What a client does when it has sent its request. */
    @FunctionalInterface
    private interface Visit {

        void pay(Socket socket) throws IOException;
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.uri()) {
            case "/silence" -> Mono.never();
            case "/download" ->
                response.sendString(Flux.interval(Duration.ofMillis(20))
                        .onBackpressureDrop()
                        .map(i -> PIECE));
            case "/flood" -> response.sendString(Flux.just(PIECE).repeat());
            default ->
                request.receive().then(response.sendString(Mono.just("ok")).then());
        };
    }
}

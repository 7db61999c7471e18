package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

class ShutdownIT {

    /** Half of the thirty seconds that requests in flight are given: what takes longer has been held up. */
    private static final int HELD_UP_SECONDS = 15;

    @Test
    void aRequestInFlightIsAnsweredWhileNewConnectionsAreRefused() throws Exception {
        Sinks.One<String> answer = Sinks.one();
        try (Backend backend = Backend.answering((request, response) -> response.sendString(answer.asMono()));
                Gateway gateway = Gateway.before(backend)) {
            int port = gateway.port();
            CompletableFuture<HttpResponse<String>> inFlight = gateway.begin("/");
            await().until(() -> backend.requests() == 1);

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
            await().until(() -> isRefused(port));
            assertThat(inFlight).isNotDone();
            assertThat(stopped).isNotDone();

            answer.tryEmitValue("late").orThrow();
            assertThat(inFlight.get(HELD_UP_SECONDS, TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
            assertThat(inFlight.get().body()).isEqualTo("late");
            stopped.get(HELD_UP_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Test
    void anIdleConnectionDoesNotHoldItUp() throws Exception {
        try (Backend backend = Backend.saying("ok");
                Gateway gateway = Gateway.before(backend);
                RawClient used = new RawClient(gateway.port());
                RawClient unused = new RawClient(gateway.port())) {
            used.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("ok");

            CompletableFuture.runAsync(gateway::close).get(HELD_UP_SECONDS, TimeUnit.SECONDS);

            assertThat(used.readAll()).isEmpty();
            assertThat(unused.readAll()).isEmpty();
        }
    }

    /** Of the head nothing is in flight yet; the body is waited for as long as it might come. */
    @Test
    void neitherHalfAHeadNorHalfABodyHoldsItUp() throws Exception {
        try (Backend backend = Backend.answering((request, response) -> response.sendString(
                        Flux.just("early").concatWith(request.receive().asString())));
                Gateway gateway = Gateway.before(
                        backend, "sluice.http.server.head-timeout=1h", "sluice.http.server.body-timeout=1s");
                RawClient head = new RawClient(gateway.port());
                RawClient body = new RawClient(gateway.port())) {
            head.send("GET / HTTP/1.1\r\nHost: a\r\n");
            body.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello")
                    .readUntil("early");

            CompletableFuture.runAsync(gateway::close).get(HELD_UP_SECONDS, TimeUnit.SECONDS);

            assertThat(head.readAll()).isEmpty();
            assertThat(body.readAll()).doesNotContain("\r\n0\r\n\r\n");
        }
    }

    private static boolean isRefused(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocket.Listener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A gateway in a process of its own that is told to stop. */
class StopIT {

    private static final int ENDED_BY_SIGTERM = 128 + 15;
    private static final String WHOLE = "\r\n0\r\n\r\n";

    @TempDir
    Path directory;

    private final Sinks.Many<String> drops = Sinks.many().unicast().onBackpressureBuffer();
    private final Sinks.One<String> late = Sinks.one();

    @Test
    void whatIsInFlightIsFinishedAndNothingElseIsBegun() {
        try (Backend backend = Backend.answering(this::answer);
                GatewayProcess gateway = start(backend, Map.of());
                RawClient dripping = new RawClient(gateway.port());
                RawClient waiting = new RawClient(gateway.port())) {
            drops.tryEmitNext("one").orThrow();
            dripping.send(get("/drip")).readUntil("one");
            waiting.send(get("/late"));
            await().until(() -> backend.requests() == 2);

            gateway.terminate();
            await().until(() -> isRefused(gateway.port()));
            waiting.send(get("/late"));
            drops.tryEmitNext("two").orThrow();
            dripping.readUntil("two");

            late.tryEmitValue("at last").orThrow();
            assertThat(waiting.readAll())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("\r\nconnection: close\r\n")
                    .endsWith("at last");
            drops.tryEmitComplete().orThrow();
            assertThat(dripping.readAll()).endsWith(WHOLE);
            assertThat(gateway.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(backend.requests()).isEqualTo(2);
        }
    }

    /** A little before thirty seconds as shipped; here before two. */
    @Test
    @Timeout(60)
    void whatDoesNotEndIsCutAfterAWhile() {
        try (Backend backend = Backend.answering(this::answer);
                GatewayProcess gateway = start(backend, Map.of("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE", "2s"));
                RawClient endless = new RawClient(gateway.port())) {
            drops.tryEmitNext("one").orThrow();
            endless.send(get("/drip")).readUntil("one");
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/socket"), new Listener() {})
                    .join();

            long start = System.nanoTime();
            assertThat(gateway.stop()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(15));
            assertThat(endless.readAll()).doesNotEndWith(WHOLE);
            await().until(socket::isInputClosed);
            assertThat(gateway.output()).anyMatch(line -> line.contains("connections are cut off"));
        }
    }

    @Test
    void duringTheDelayItSaysThatItIsNotReadyAndServesOn() {
        try (Backend backend = Backend.saying("ok");
                GatewayProcess gateway = start(backend, Map.of("SLUICE_SHUTDOWN_DELAY", "5s"));
                RawClient kept = new RawClient(gateway.port())) {
            assertThat(statusOf(gateway, "/actuator/health/readiness")).isEqualTo(200);
            kept.send(get("/")).readUntil("ok");

            gateway.terminate();
            await().until(() -> statusOf(gateway, "/actuator/health/readiness") == 503);
            assertThat(gateway.get("/actuator/health/readiness")).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
            assertThat(statusOf(gateway, "/actuator/health/liveness")).isEqualTo(200);
            assertThat(statusOf(gateway, "/")).isEqualTo(200);
            assertThat(kept.send(get("/")).readAll())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("\r\nconnection: close\r\n")
                    .endsWith("ok");
            gateway.terminate();
            assertThat(statusOf(gateway, "/")).isEqualTo(200);

            await().until(() -> isRefused(gateway.port()));
            assertThat(gateway.exitCode()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return switch (request.fullPath()) {
            case "/drip" -> response.send(drops.asFlux().map(StopIT::bytes), each -> true);
            case "/socket" -> response.sendWebsocket((in, out) -> out.sendString(Flux.never()));
            default -> response.sendString(Mono.from(late.asMono()));
        };
    }

    private GatewayProcess start(Backend backend, Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put("PORT", "0");
        all.put("BACKENDS", backend.uri());
        return GatewayProcess.start(directory, all);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static int statusOf(GatewayProcess gateway, String target) {
        return gateway.send(gateway.request(target)).statusCode();
    }

    private static boolean isRefused(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return !socket.isConnected();
        } catch (IOException e) {
            return true;
        }
    }
}

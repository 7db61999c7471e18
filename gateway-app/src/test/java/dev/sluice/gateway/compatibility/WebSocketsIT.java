package dev.sluice.gateway.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.resources.LoopResources;

/** WebSockets: what the backend sees of the handshake, and what passes after it. */
class WebSocketsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final BlockingQueue<String> HANDSHAKES = new LinkedBlockingQueue<>();

    private static final DisposableServer BACKEND = HttpServer.create()
            .runOn(LoopResources.create("websockets", 1, true))
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                Map<String, String> headers = new TreeMap<>();
                request.requestHeaders()
                        .forEach(header -> headers.merge(
                                header.getKey(), header.getValue(), (one, another) -> one + " and " + another));
                headers.remove("Sec-WebSocket-Key");
                headers.remove("sec-websocket-key");
                HANDSHAKES.add(request.method() + " " + request.uri() + " " + headers);
                return response.sendWebsocket(
                        (in, out) -> out.sendString(in.receive().asString()),
                        WebsocketServerSpec.builder().protocols("chat").build());
            })
            .bindNow();

    private static final BothGateways GATEWAYS = BothGateways.with(List.of(
            Row.of("ws").uri("ws://127.0.0.1:" + BACKEND.port()),
            Row.of("http").uri("http://127.0.0.1:" + BACKEND.port()).filter("AddRequestHeader=X-Added, yes")));

    @AfterAll
    static void stop() {
        GATEWAYS.close();
        BACKEND.disposeNow(PATIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws/x%20y?z=%26", "/http/x"})
    void webSocketsWorkAlike(String target) throws Exception {
        String stock = conversation(GATEWAYS.stock(), target);

        assertThat(stock).contains("GET " + target, "chat", "echo of this", "1000");
        assertThat(conversation(GATEWAYS.ours(), target)).isEqualTo(stock);
    }

    private static String conversation(ConfigurableApplicationContext gateway, String target) throws Exception {
        Listener listener = new Listener(new LinkedBlockingQueue<>());
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("chat")
                .header("X-Of-The-Client", "kept")
                .header("Cookie", "a=1")
                .buildAsync(URI.create("ws://127.0.0.1:" + BothGateways.port(gateway) + target), listener)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        client.sendText("echo of this", true).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        String echo = listener.next();
        client.sendClose(WebSocket.NORMAL_CLOSURE, "enough").get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return HANDSHAKES.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                + client.getSubprotocol()
                + echo
                + listener.next();
    }

    private record Listener(BlockingQueue<String> events) implements WebSocket.Listener {

        String next() throws InterruptedException {
            return String.valueOf(events.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            events.add(text.toString());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            events.add(status + reason);
            return null;
        }
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketIT {

    /** Longer than every timeout that is meant for requests. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(strings = {"hello", "a\r\n b\r\n\r\nGET / HTTP/1.1\r\n\r\n"})
    void messagesPassBothWaysAndAQuietConnectionIsLeftAlone(String message) throws Exception {
        BlockingQueue<String> echoed = new LinkedBlockingQueue<>();
        try (Backend backend = Backend.answering((request, response) -> response.sendWebsocket(
                        (in, out) -> out.sendString(in.receive().asString())));
                Gateway gateway = Gateway.with(Gateway.service(
                        "backends",
                        List.of(backend.uri()),
                        "sluice.http.server.head-timeout=500ms",
                        "sluice.http.server.body-timeout=500ms",
                        "sluice.http.client.body-timeout=500ms",
                        "server.netty.idle-timeout=500ms"))) {
            // the second is of a client that is in memory, so that nothing of it waits for another thread
            for (int connection = 0; connection < 2; connection++) {
                WebSocket client = open(gateway, new Listener(echoed));
                client.sendText(message, true).get(30, TimeUnit.SECONDS);
                assertThat(echoed.poll(30, TimeUnit.SECONDS)).isEqualTo(message);
                Awaitility.await().during(QUIET).until(() -> !client.isInputClosed());
                client.sendText("again", true).get(30, TimeUnit.SECONDS);
                assertThat(echoed.poll(30, TimeUnit.SECONDS)).isEqualTo("again");
                client.abort();
            }
        }
    }

    private static WebSocket open(Gateway gateway, WebSocket.Listener listener) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/"), listener)
                .get(30, TimeUnit.SECONDS);
    }

    private record Listener(BlockingQueue<String> texts) implements WebSocket.Listener {

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            texts.add(text.toString());
            socket.request(1);
            return null;
        }
    }
}

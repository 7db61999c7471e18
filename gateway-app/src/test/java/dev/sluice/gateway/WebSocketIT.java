package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebSocketIT {

    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** Both time limits are for answers that end. */
    @Test
    void passesThroughAndMayBeSilentForAsLongAsItLikes() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Backend backend = Backend.answering((request, response) -> response.sendWebsocket(
                        (in, out) -> out.sendString(in.receive().asString())));
                Gateway gateway =
                        Gateway.before(backend, "sluice.http.client.body-timeout=" + PATIENCE.toMillis() + "ms")) {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + gateway.port() + "/"), listener(heard))
                    .join();
            socket.sendText("one", true).join();
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("one");

            await().pollDelay(PATIENCE.multipliedBy(4)).until(() -> true);
            socket.sendText("two", true).join();

            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("two");
            socket.abort();
        }
    }

    private static WebSocket.Listener listener(BlockingQueue<String> heard) {
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                heard.add(text.toString());
                socket.request(1);
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}

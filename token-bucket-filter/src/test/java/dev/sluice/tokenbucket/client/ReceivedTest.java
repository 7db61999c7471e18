package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.web.server.adapter.ForwardedHeaderTransformer;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

class ReceivedTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String X_FORWARDED_FOR = "X-Forwarded-For";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAServerMakesOfForwardedHeadersIsPassedOver(boolean believing) {
        ServerHttpRequest request = received(believing);

        assertThat(Received.peer(request))
                .isInstanceOfSatisfying(
                        InetSocketAddress.class,
                        peer -> assertThat(peer.getAddress()).isEqualTo(InetAddress.getLoopbackAddress()));
        assertThat(Received.lines(request, "x-forwarded-for")).containsExactly("192.0.2.1", "192.0.2.2, 192.0.2.3");
    }

    @Test
    void whatAFilterMakesOfThemIsPassedOver() {
        ServerHttpRequest request = received(false);
        ServerHttpRequest transformed = new ServerHttpRequestDecorator(new ForwardedHeaderTransformer().apply(request));

        assertThat(transformed.getHeaders().containsHeader(X_FORWARDED_FOR)).isFalse();
        assertThat(Received.peer(transformed)).isEqualTo(request.getRemoteAddress());
        assertThat(Received.lines(transformed, X_FORWARDED_FOR)).isEqualTo(Received.lines(request, X_FORWARDED_FOR));
    }

    @Test
    void aHeaderThatIsNotThereHasNoLines() {
        assertThat(Received.lines(received(false), "Forwarded")).isEmpty();
        assertThat(Received.lines(MockServerHttpRequest.get("/").build(), "Forwarded"))
                .isEmpty();
    }

    @Test
    void whatNoServerHasReceivedIsTakenAsItIs() {
        InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        ServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(peer)
                .header(X_FORWARDED_FOR, "192.0.2.1")
                .build();

        for (ServerHttpRequest each : List.of(request, new ServerHttpRequestDecorator(request))) {
            assertThat(Received.peer(each)).isEqualTo((SocketAddress) peer);
            assertThat(Received.lines(each, X_FORWARDED_FOR)).containsExactly("192.0.2.1");
        }
    }

    /** A request that came through a connection, to a server that may believe its headers. */
    private static ServerHttpRequest received(boolean believing) {
        CompletableFuture<ServerHttpRequest> received = new CompletableFuture<>();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .forwarded(believing)
                .handle(new ReactorHttpHandlerAdapter((request, response) -> {
                    received.complete(request);
                    return response.setComplete();
                }))
                .bindNow();
        try {
            HttpClient.newConnection()
                    .headers(headers -> headers.add(X_FORWARDED_FOR, List.of("192.0.2.1", "192.0.2.2, 192.0.2.3")))
                    .get()
                    .uri("http://127.0.0.1:" + server.port() + "/")
                    .response()
                    .block(PATIENCE);
            return received.join();
        } finally {
            server.disposeNow();
        }
    }
}

package dev.sluice.gateway.websocket;

import dev.sluice.gateway.backend.ShortReads;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;

/** Two handshakes, one within the other: the client's begins when the backend's has succeeded. */
final class Handshake {

    private final ServerWebExchange exchange;
    private final WebSocketService server;
    private final List<String> protocols;
    private volatile boolean agreed;

    /**
     * A handshake that a client has asked for.
     *
     * @param protocols those that it offers
     */
    Handshake(ServerWebExchange exchange, WebSocketService server, List<String> protocols) {
        this.exchange = exchange;
        this.server = server;
        this.protocols = protocols;
    }

    /** Whether the backend has agreed to it, and only the client's is left. */
    boolean isAgreed() {
        return agreed;
    }

    /** Completes when both have succeeded; the sockets live on then, until one of them ends. */
    Mono<Void> with(WebSocketClient client, URI target, HttpHeaders headers) {
        return Mono.create(begun -> {
            WebSocketHandler toClient = handler(protocols, backend -> handOver(backend, begun));
            begun.onCancel(client.execute(target, headers, toClient)
                    .contextWrite(begun.contextView())
                    .subscribe(nothing -> {}, begun::error, begun::success));
        });
    }

    /** The backend's socket lasts for as long as this. */
    private Mono<Void> handOver(WebSocketSession backend, MonoSink<Void> begun) {
        agreed = true;
        Sinks.Empty<Void> end = Sinks.empty();
        List<String> accepted = Optional.ofNullable(backend.getHandshakeInfo().getSubProtocol()).stream()
                .toList();
        WebSocketHandler relay =
                handler(accepted, client -> Relay.between(client, backend).doFinally(signal -> end.tryEmitEmpty()));
        if (ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse()) instanceof Connection client) {
            ShortReads.on(client.channel());
        }
        exchange.getResponse().setStatusCode(HttpStatus.SWITCHING_PROTOCOLS);
        return server.handleRequest(exchange, relay)
                .doOnSuccess(nothing -> begun.success())
                .then(end.asMono());
    }

    private static WebSocketHandler handler(List<String> protocols, WebSocketHandler handler) {
        return new WebSocketHandler() {

            @Override
            public List<String> getSubProtocols() {
                return protocols;
            }

            @Override
            public Mono<Void> handle(WebSocketSession session) {
                return handler.handle(session);
            }
        };
    }
}

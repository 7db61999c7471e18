package dev.sluice.gateway.websocket;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.time.Duration;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Mono;

/** Two sockets whose messages, and whose end, are passed on to each other. */
final class Relay {

    /** How long a side may take to agree to the end. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private Relay() {}

    /** Completes when both have ended: when one does, however, the other is told. */
    static Mono<Void> between(WebSocketSession client, WebSocketSession backend) {
        return Mono.when(pass(client, backend), pass(backend, client));
    }

    private static Mono<Void> pass(WebSocketSession from, WebSocketSession to) {
        return Passing.of(from, to).then(Mono.defer(() -> passEnd(from, to)));
    }

    private static Mono<Void> passEnd(WebSocketSession from, WebSocketSession to) {
        return from.closeStatus()
                .map(Relay::sendable)
                .defaultIfEmpty(CloseStatus.GOING_AWAY)
                .filter(status -> to.isOpen())
                .flatMap(to::close)
                .timeout(FAREWELL)
                .onErrorComplete();
    }

    /** Another for what only says how it ended, and may not be sent (RFC 6455, 7.4.1). */
    private static CloseStatus sendable(CloseStatus status) {
        int code = status.getCode();
        if (code == CloseStatus.NO_STATUS_CODE.getCode()) {
            return CloseStatus.NORMAL;
        }
        if (code == CloseStatus.NO_CLOSE_FRAME.getCode()) {
            return CloseStatus.GOING_AWAY;
        }
        return WebSocketCloseStatus.isValidStatusCode(code) ? status : CloseStatus.PROTOCOL_ERROR;
    }
}

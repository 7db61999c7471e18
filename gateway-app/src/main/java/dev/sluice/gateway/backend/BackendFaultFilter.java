package dev.sluice.gateway.backend;

import dev.sluice.gateway.RequestPath;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakeException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Takes what goes wrong in forwarding for the backend's fault, where it would be taken for the gateway's: an answer that is no
 * HTTP surfaces as an exception of the parser.
 *
 * <p>A handshake of WebSockets that fails on the client's side says nothing of the backend.
 *
 * <p>Faults of the connection go on as they are: whoever tries another instance has to tell them apart.
 */
final class BackendFaultFilter implements GlobalFilter, Ordered {

    @Override
    public int getOrder() {
        return RequestPath.BACKEND_FAULT;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .onErrorMap(BackendFaultFilter::isUnexplained, cause -> FaultAnswer.unreadable(exchange, cause));
    }

    private static boolean isUnexplained(Throwable cause) {
        return cause instanceof RuntimeException
                && !(cause instanceof ResponseStatusException)
                && !(cause instanceof WebSocketServerHandshakeException)
                && !FaultAnswer.isFor(cause);
    }
}

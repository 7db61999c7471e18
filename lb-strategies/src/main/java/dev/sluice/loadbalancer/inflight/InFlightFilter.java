package dev.sluice.loadbalancer.inflight;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;

/**
 * Ends a request's last attempt when the last byte of its answer is sent, its client has gone, or it failed.
 *
 * <p>It stands around the filter that writes the answer: what stands inside of that sees the head of an answer at most.
 */
public final class InFlightFilter implements GlobalFilter, Ordered {

    /** Just outside of the filter that writes the answer. */
    public static final int ORDER = NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;

    private static final Set<String> WEB_SOCKET = Set.of("ws", "wss");

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Attempts attempts = Attempts.begin(exchange);
        ServerWebExchange watched = WatchedBody.in(exchange);
        return chain.filter(watched)
                .doOnError(cause -> attempts.end(failure(watched, cause)))
                .doFinally(signal -> end(exchange, attempts, signal));
    }

    /** A WebSocket has only begun when the filters are done. */
    private static void end(ServerWebExchange exchange, Attempts attempts, SignalType signal) {
        Optional<Connection> client = client(exchange).filter(connection -> isWebSocket(exchange));
        if (signal == SignalType.ON_COMPLETE && client.isPresent()) {
            client.get().onDispose(() -> attempts.end(Outcome.ABANDONED));
        } else {
            attempts.end(end(exchange, signal));
        }
    }

    /** Not one that was refused, which has a status. */
    private static boolean isWebSocket(ServerWebExchange exchange) {
        URI uri = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        return uri != null
                && uri.getScheme() != null
                && WEB_SOCKET.contains(uri.getScheme())
                && (status == null || status.isSameCodeAs(HttpStatus.SWITCHING_PROTOCOLS));
    }

    private static Outcome end(ServerWebExchange exchange, SignalType signal) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (signal == SignalType.CANCEL) {
            return Outcome.ABANDONED;
        }
        return status != null && status.is5xxServerError() ? Outcome.SERVER_ERROR : Outcome.ANSWERED;
    }

    /** A client that breaks off its own request can look like a backend that did; not like one that takes no connection. */
    static Outcome failure(ServerWebExchange exchange, Throwable cause) {
        Outcome outcome = BackendFault.of(cause);
        boolean mayBeClients = WatchedBody.isUnderWay(exchange) && outcome.kind() == Outcome.Kind.FAILED;
        return isClientThere(exchange) && !mayBeClients ? outcome : Outcome.ABANDONED;
    }

    private static boolean isClientThere(ServerWebExchange exchange) {
        return client(exchange).map(client -> client.channel().isActive()).orElse(true);
    }

    private static Optional<Connection> client(ServerWebExchange exchange) {
        try {
            return ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse()) instanceof Connection client
                    ? Optional.of(client)
                    : Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Optional.empty(); // a response that no server is behind, as in tests, or one that hides it
        }
    }
}

package dev.sluice.gateway.websocket;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.isAlreadyRouted;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.setAlreadyRouted;

import dev.sluice.gateway.backend.RouteTimeouts;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.TimeoutException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.socket.client.WebSocketClient;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Asks the backend for a WebSocket, and tells the client that it is there once it is.
 *
 * <p>In place of Spring Cloud Gateway's {@code WebsocketRoutingFilter}, which tells the client first. So a backend that can't be reached is a
 * failure like that of any request, for which there may be another, and one that refuses has its answer passed on.
 */
public final class WebSocketRouting implements GlobalFilter, Ordered {

    private final WebSocketClient client;
    private final WebSocketService server;
    private final RouteTimeouts timeouts;
    private final HandshakeHeaders headers;

    WebSocketRouting(
            WebSocketClient client,
            WebSocketService server,
            RouteTimeouts timeouts,
            List<HttpHeadersFilter> headersFilters) {
        this.client = client;
        this.server = server;
        this.timeouts = timeouts;
        this.headers = new HandshakeHeaders(headersFilters);
    }

    /** Before the filter that takes every request for HTTP. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI target = exchange.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
        if (isAlreadyRouted(exchange) || !isForWebSocket(exchange.getRequest(), target)) {
            return chain.filter(exchange);
        }
        setAlreadyRouted(exchange);
        if (!headers.areComplete(exchange.getRequest())) {
            return server.handleRequest(exchange, refused -> Mono.empty());
        }
        URI socket = WebSocketTarget.of(target);
        exchange.getAttributes().put(GATEWAY_REQUEST_URL_ATTR, socket);
        Handshake handshake = new Handshake(exchange, server, headers.protocols(exchange));
        Mono<Void> begun = handshake.with(client, socket, headers.toBackend(exchange));
        return timeout(exchange)
                .map(patience -> begun.timeout(over(patience, handshake), Mono.error(() -> timeout(patience))))
                .orElse(begun)
                .onErrorResume(
                        WebSocketClientHandshakeException.class,
                        refusal ->
                                headers.isRefusal(refusal) ? headers.answer(exchange, refusal) : Mono.error(refusal));
    }

    private static boolean isForWebSocket(ServerHttpRequest request, URI target) {
        return WebSocketTarget.isOne(target)
                || (WebSocketTarget.mayBeOne(target)
                        && HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(
                                request.getHeaders().getUpgrade()));
    }

    private Optional<Duration> timeout(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        return timeouts.response(route);
    }

    /** Nothing is over once the backend has agreed: the client may know of it already. */
    private static Mono<Long> over(Duration patience, Handshake handshake) {
        return Mono.delay(patience).flatMap(end -> handshake.isAgreed() ? Mono.never() : Mono.just(end));
    }

    private static ResponseStatusException timeout(Duration patience) {
        String reason = "Response took longer than timeout: " + patience;
        return new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT, reason, new TimeoutException(reason));
    }
}

package dev.sluice.loadbalancer.inflight;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.core.Ordered;
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

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Attempts attempts = Attempts.begin(exchange);
        return chain.filter(exchange)
                .doOnError(cause -> attempts.end(failure(exchange, cause)))
                .doFinally(signal -> attempts.end(end(exchange, signal)));
    }

    private static Outcome end(ServerWebExchange exchange, SignalType signal) {
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        if (signal == SignalType.CANCEL) {
            return Outcome.ABANDONED;
        }
        return status != null && status.is5xxServerError() ? Outcome.SERVER_ERROR : Outcome.ANSWERED;
    }

    /** A client that breaks off its own request can look like a backend that did. */
    private static Outcome failure(ServerWebExchange exchange, Throwable cause) {
        return isClientThere(exchange) ? BackendFault.of(cause) : Outcome.ABANDONED;
    }

    private static boolean isClientThere(ServerWebExchange exchange) {
        return !(ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse()) instanceof Connection client)
                || client.channel().isActive();
    }
}

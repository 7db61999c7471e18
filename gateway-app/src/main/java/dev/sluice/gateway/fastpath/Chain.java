package dev.sluice.gateway.fastpath;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What is left of a list of filters, made once for each route.
 *
 * <p>Each filter runs when it is subscribed to, and again with each further subscription: whoever tries again relies on that.
 */
final class Chain implements GatewayFilterChain {

    private static final GatewayFilterChain END = exchange -> Mono.empty();

    private final GatewayFilter filter;
    private final GatewayFilterChain rest;

    private Chain(GatewayFilter filter, GatewayFilterChain rest) {
        this.filter = filter;
        this.rest = rest;
    }

    /** All of these, in their order. */
    static GatewayFilterChain of(List<GatewayFilter> filters) {
        GatewayFilterChain chain = END;
        for (int i = filters.size() - 1; i >= 0; i--) {
            chain = new Chain(filters.get(i), chain);
        }
        return chain;
    }

    /** Whether nothing is left. */
    static boolean isAtEnd(GatewayFilterChain chain) {
        return chain.equals(END);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange) {
        return Mono.defer(() -> filter.filter(exchange, rest));
    }
}

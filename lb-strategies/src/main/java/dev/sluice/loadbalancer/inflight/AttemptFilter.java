package dev.sluice.loadbalancer.inflight;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Notes how an attempt failed, where it does: a filter further out may try again, or answer itself, and nobody else would learn of it.
 *
 * <p>It stands around the forwarding, and what maps its failures.
 */
public final class AttemptFilter implements GlobalFilter, Ordered {

    private static final int ORDER = Ordered.LOWEST_PRECEDENCE - 3;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange)
                .doOnError(cause -> Attempts.of(exchange)
                        .ifPresent(attempts -> attempts.faulted(InFlightFilter.failure(exchange, cause))));
    }
}

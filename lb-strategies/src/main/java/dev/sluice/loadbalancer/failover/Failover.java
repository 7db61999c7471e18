package dev.sluice.loadbalancer.failover;

import dev.sluice.loadbalancer.inflight.Attempts;
import dev.sluice.loadbalancer.inflight.BackendFault;
import dev.sluice.loadbalancer.inflight.FailedAttempt;
import dev.sluice.loadbalancer.inflight.Outcome;
import dev.sluice.loadbalancer.pool.Pools;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Has a failed attempt followed by another on another instance, as long as nothing of the request can have been taken. */
final class Failover implements GatewayFilter {

    private final Pools pools;

    Failover(Pools pools) {
        this.pools = pools;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI service = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        return service == null ? chain.filter(exchange) : attempt(exchange, chain, service);
    }

    private Mono<Void> attempt(ServerWebExchange exchange, GatewayFilterChain chain, URI service) {
        return chain.filter(exchange)
                .onErrorResume(cause ->
                        endsButGoesOn(exchange, service, cause) ? again(exchange, chain, service) : Mono.error(cause));
    }

    private Mono<Void> again(ServerWebExchange exchange, GatewayFilterChain chain, URI service) {
        exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR, service);
        ServerWebExchangeUtils.reset(exchange);
        return attempt(exchange, chain, service);
    }

    /** Closes the permit of the attempt, if another may follow, and answers whether one does. */
    private boolean endsButGoesOn(ServerWebExchange exchange, URI service, Throwable cause) {
        Outcome outcome = BackendFault.of(cause);
        Optional<Attempts> attempts = Attempts.of(exchange);
        if (attempts.isEmpty() || exchange.getResponse().isCommitted() || !isUntouched(exchange, outcome, cause)) {
            return false;
        }
        Optional<FailedAttempt> failure = attempts.get()
                .failed(outcome)
                .filter(instance -> hasAnother(service, attempts.get()))
                .map(instance -> new FailedAttempt(instance, outcome.reason()));
        failure.ifPresent(attempts.get()::goOn);
        return failure.isPresent();
    }

    private boolean hasAnother(URI service, Attempts attempts) {
        return pools.find(service.getHost())
                .filter(pool -> pool.goesOnFrom(attempts.tried()))
                .isPresent();
    }

    private static boolean isUntouched(ServerWebExchange exchange, Outcome outcome, Throwable cause) {
        return outcome.isUntouched() || (cause instanceof IOException && Repeatable.is(exchange));
    }
}

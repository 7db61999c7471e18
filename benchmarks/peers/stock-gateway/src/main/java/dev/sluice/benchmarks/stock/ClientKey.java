package dev.sluice.benchmarks.stock;

import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Who asks, as Sluice finds it: by the header {@code X-API-Key}, else by the parameter {@code client_id}. */
@Component
@Profile({"redis", "bucket4j"})
class ClientKey implements KeyResolver {

    @Override
    public Mono<String> resolve(ServerWebExchange exchange) {
        String header = exchange.getRequest().getHeaders().getFirst("X-API-Key");
        return Mono.justOrEmpty(
                header != null ? header : exchange.getRequest().getQueryParams().getFirst("client_id"));
    }
}

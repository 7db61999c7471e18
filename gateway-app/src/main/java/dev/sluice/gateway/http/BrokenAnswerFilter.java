package dev.sluice.gateway.http;

import dev.sluice.admin.error.Failure;
import dev.sluice.gateway.RequestPath;
import java.io.IOException;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Keeps a backend's broken connection apart from the client's.
 *
 * <p>The server takes an {@link IOException} that reaches it for a client that has gone: half an answer would then end like a
 * whole one, or never. So none reaches it; the exception that does has no cause that it could look into.
 */
@Component
final class BrokenAnswerFilter implements GlobalFilter, Ordered {

    @Override
    public int getOrder() {
        return RequestPath.BROKEN_ANSWER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).onErrorMap(IOException.class, BrokenAnswerFilter::withoutCause);
    }

    private static ResponseStatusException withoutCause(IOException cause) {
        return new ResponseStatusException(Failure.of(cause).status(), cause.getMessage());
    }
}

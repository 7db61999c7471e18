package dev.sluice.admin.access;

import dev.sluice.admin.error.Failure;
import dev.sluice.tokenbucket.error.ErrorWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Gives the errors below the guarded paths a body that would have none.
 *
 * <p>So the actuator answers where an endpoint is there, and the part of it that was asked for is not.
 */
public final class EmptyErrorFilter implements WebFilter, Ordered {

    /** Just inside {@link AdminGuard}. */
    private static final int ORDER = -98;

    private final AdminPaths paths;
    private final ErrorWriter errors;

    /** For these paths. */
    public EmptyErrorFilter(AdminPaths paths, ErrorWriter errors) {
        this.paths = paths;
        this.errors = errors;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return paths.guards(exchange.getRequest().getPath())
                ? chain.filter(exchange.mutate()
                        .response(new Response(exchange, errors))
                        .build())
                : chain.filter(exchange);
    }

    private static final class Response extends ServerHttpResponseDecorator {

        private final ServerWebExchange exchange;
        private final ErrorWriter errors;

        Response(ServerWebExchange exchange, ErrorWriter errors) {
            super(exchange.getResponse());
            this.exchange = exchange;
            this.errors = errors;
        }

        @Override
        public Mono<Void> setComplete() {
            HttpStatus status = status();
            return isCommitted() || status == null || !status.isError()
                    ? super.setComplete()
                    : errors.write(exchange, status, Failure.of(status).message());
        }

        private @Nullable HttpStatus status() {
            HttpStatusCode code = getStatusCode();
            return code == null ? null : HttpStatus.resolve(code.value());
        }
    }
}

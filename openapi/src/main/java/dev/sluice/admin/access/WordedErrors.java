package dev.sluice.admin.access;

import dev.sluice.admin.error.Failure;
import dev.sluice.tokenbucket.error.ErrorWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * A response whose errors have a body, also those that nobody gives one.
 *
 * <p>So the actuator answers where an endpoint is there, and the part of it that was asked for is not.
 */
final class WordedErrors extends ServerHttpResponseDecorator {

    private final ServerWebExchange exchange;
    private final ErrorWriter errors;

    private WordedErrors(ServerWebExchange exchange, ErrorWriter errors) {
        super(exchange.getResponse());
        this.exchange = exchange;
        this.errors = errors;
    }

    /** The same exchange with such a response. */
    static ServerWebExchange in(ServerWebExchange exchange, ErrorWriter errors) {
        return exchange.mutate().response(new WordedErrors(exchange, errors)).build();
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

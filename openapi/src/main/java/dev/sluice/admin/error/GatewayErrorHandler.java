package dev.sluice.admin.error;

import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import dev.sluice.tokenbucket.error.ErrorWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.support.NotFoundException;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.ErrorResponse;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;

/**
 * Answers whatever ends in an exception, in the gateway's own words, with the headers that belong to the status, such as
 * {@code Allow}.
 *
 * <p>A broken backend is one line in the log, a fault of the gateway itself its whole trace. An answer that has begun is not
 * continued: the exception goes on to the server, which cuts the connection.
 */
public final class GatewayErrorHandler implements WebExceptionHandler, Ordered {

    /** Before Spring Boot's own handler, which has order -1. */
    private static final int ORDER = -2;

    /** When it is worth asking a store again that is away: it is left alone for a second. */
    private static final String REPOSITORY_RETRY_SECONDS = "1";

    private static final Logger log = LoggerFactory.getLogger(GatewayErrorHandler.class);

    private final ErrorWriter errors;

    /** A handler that answers through {@code errors}. */
    public GatewayErrorHandler(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable cause) {
        ServerHttpRequest request = exchange.getRequest();
        if (cause instanceof AbortedException && hasLeft(exchange.getResponse())) {
            log.debug("{} {}: the client has gone", request.getMethod(), path(request));
            return Mono.empty();
        }
        if (exchange.getResponse().isCommitted()) {
            log.warn("{} {} was cut off: {}", request.getMethod(), path(request), reason(cause));
            return Mono.error(cause);
        }
        Failure failure = Failure.of(cause);
        report(request, failure.status(), cause);
        if (cause instanceof ErrorResponse response) {
            exchange.getResponse().getHeaders().putAll(response.getHeaders());
        } else if (isRepositoryAway(cause)) {
            exchange.getResponse().getHeaders().set(HttpHeaders.RETRY_AFTER, REPOSITORY_RETRY_SECONDS);
        }
        return errors.write(exchange, failure.status(), failure.message());
    }

    /** The same exception tells of a backend's connection, but that leaves the client where it is. */
    private static boolean hasLeft(ServerHttpResponse response) {
        return response.isCommitted() || !isClientThere(response);
    }

    private static boolean isClientThere(ServerHttpResponse response) {
        try {
            return !(ServerHttpResponseDecorator.getNativeResponse(response) instanceof Connection client)
                    || client.channel().isActive();
        } catch (IllegalStateException | IllegalArgumentException e) {
            return true; // a response that no server is behind, as in tests, or one that hides it
        }
    }

    /** That nobody is there was told when it began; while it lasts, one line for each request would be a flood. */
    private static void report(ServerHttpRequest request, HttpStatus status, Throwable cause) {
        if (cause instanceof NotFoundException) {
            log.debug("{} {} answered {}: {}", request.getMethod(), path(request), status.value(), reason(cause));
        } else if (status.equals(HttpStatus.INTERNAL_SERVER_ERROR)) {
            log.error("{} {} failed", request.getMethod(), path(request), cause);
        } else if (status.is5xxServerError()) {
            log.warn("{} {} answered {}: {}", request.getMethod(), path(request), status.value(), reason(cause));
        }
    }

    private static boolean isRepositoryAway(Throwable cause) {
        return cause instanceof RepositoryUnavailableException
                || cause.getCause() instanceof RepositoryUnavailableException;
    }

    private static String path(ServerHttpRequest request) {
        return request.getURI().getRawPath();
    }

    private static @Nullable String reason(Throwable cause) {
        return cause instanceof ResponseStatusException exception ? exception.getReason() : cause.getMessage();
    }
}

package dev.sluice.gateway.backend;

import dev.sluice.admin.error.Failure;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * What a client is answered for what a backend did wrong: a status, and one sentence for the log that names the backend.
 *
 * <p>The exception that carries it has no cause, and its sentence none of the words by which servers know a client that has
 * left, such as "connection reset by peer": they look for those in every message, and would end half an answer like a whole one.
 */
final class FaultAnswer {

    private FaultAnswer() {}

    /** Whether this is about the connection to a backend, and not about the client's. */
    static boolean isFor(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof AbortedException
                || cause instanceof ReadTimeoutException
                || cause instanceof DecoderException
                || isPoolExhausted(cause)
                || isTimeout(cause);
    }

    /** This fault, for whoever answers the client. */
    static ResponseStatusException of(ServerWebExchange exchange, Throwable cause) {
        return new ResponseStatusException(status(cause), backend(exchange) + " " + sentence(cause));
    }

    /** An answer that nothing can be made of. */
    static ResponseStatusException unreadable(ServerWebExchange exchange, Throwable cause) {
        return new ResponseStatusException(HttpStatus.BAD_GATEWAY, backend(exchange) + " " + unreadable(cause));
    }

    private static String unreadable(Throwable cause) {
        return "sent what can't be read: " + cause.getMessage();
    }

    private static HttpStatus status(Throwable cause) {
        if (isPoolExhausted(cause)) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        return cause instanceof AbortedException || cause instanceof DecoderException
                ? HttpStatus.BAD_GATEWAY
                : Failure.of(cause).status();
    }

    private static String sentence(Throwable cause) {
        if (isPoolExhausted(cause)) {
            return "is busy: all connections to it are taken";
        }
        if (cause instanceof ReadTimeoutException) {
            return "stalled in the middle of its answer";
        }
        if (cause instanceof DecoderException) {
            return unreadable(cause);
        }
        if (cause instanceof ResponseStatusException timeout) {
            return "did not answer: " + timeout.getReason();
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof ConnectException) {
            return "can't be reached: " + message;
        }
        return isReset(message) ? "reset the connection" : "broke off: " + message;
    }

    private static boolean isReset(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("connection reset") || text.contains("broken pipe");
    }

    /** Nobody was asked at all: more requests are under way to this backend than it may have, and as many wait. */
    private static boolean isPoolExhausted(@Nullable Throwable cause) {
        return cause instanceof PoolAcquirePendingLimitException
                || cause instanceof PoolAcquireTimeoutException
                || (cause instanceof ResponseStatusException wrapper
                        && wrapper.getCause() instanceof PoolAcquireTimeoutException);
    }

    private static boolean isTimeout(Throwable cause) {
        return cause instanceof ResponseStatusException status
                && status.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT);
    }

    private static String backend(ServerWebExchange exchange) {
        URI target = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR);
        return "backend " + (target != null ? target.getAuthority() : "");
    }
}

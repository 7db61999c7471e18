package dev.sluice.gateway.fastpath;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.handler.ExceptionHandlingWebHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;

/** What becomes of an exception: each handler is asked in turn, as on the host's way. */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger(Failures.class);

    private final List<WebExceptionHandler> handlers;

    Failures(List<WebExceptionHandler> handlers) {
        this.handlers = List.copyOf(handlers);
    }

    Mono<Void> answer(ServerWebExchange exchange, Throwable cause) {
        Mono<Void> answer = Mono.error(cause);
        for (WebExceptionHandler handler : handlers) {
            answer = answer.onErrorResume(failure -> {
                exchange.getAttributes().put(ExceptionHandlingWebHandler.HANDLED_WEB_EXCEPTION, failure);
                return handler.handle(exchange, failure);
            });
        }
        return answer.onErrorResume(failure -> unhandled(exchange, failure));
    }

    /** 500 as long as nothing was sent; after that the server cuts the connection, unless it is gone. */
    private static Mono<Void> unhandled(ServerWebExchange exchange, Throwable cause) {
        if (exchange.getResponse().setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR)) {
            log.error(
                    "{} {} failed",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    cause);
            return Mono.empty();
        }
        return DisconnectedClientHelper.isClientDisconnectedException(cause) ? Mono.empty() : Mono.error(cause);
    }
}

package dev.sluice.admin.access;

import dev.sluice.admin.error.RefusedException;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Answers 404 below the guarded paths where nobody else does.
 *
 * <p>Else a route for all paths would take such a request, with the credentials for the gateway in it, to a backend.
 */
public final class NoSuchCall extends AbstractHandlerMapping {

    /** Behind the actuator and all controllers, the last of which have order 0, and before the gateway's routes, which have order 1. */
    private static final int ORDER = 0;

    private final AdminPaths paths;

    /** For these paths. */
    public NoSuchCall(AdminPaths paths) {
        this.paths = paths;
        setOrder(ORDER);
    }

    /** The first segments of all paths that it may answer. */
    public Stream<String> firstSegments() {
        return paths.firstSegments();
    }

    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        return paths.guards(exchange.getRequest().getPath())
                ? Mono.error(() -> new RefusedException(HttpStatus.NOT_FOUND, "there is no such call"))
                : Mono.empty();
    }
}

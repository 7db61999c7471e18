package dev.sluice.admin.document;

import java.util.HashMap;
import java.util.Map;
import org.springdoc.webflux.ui.SwaggerResourceResolver;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The files of Swagger UI, before the gateway's routes.
 *
 * <p>Static resources come last of all, so a route for every path would have them: this takes those of Swagger UI out of the
 * application's own mapping, as they are there, and leaves the others where they are.
 */
final class SwaggerUiMapping extends SimpleUrlHandlerMapping {

    /** Before the gateway's routes, which have order 1. */
    private static final int ORDER = 0;

    SwaggerUiMapping(Map<String, ?> resources) {
        Map<String, Object> files = new HashMap<>();
        resources.forEach((pattern, handler) -> {
            if (handler instanceof ResourceWebHandler resource && isOfSwaggerUi(resource)) {
                files.put(pattern, handler);
            }
        });
        setUrlMap(files);
        setOrder(ORDER);
    }

    /** No other site may show the pages in a frame, in which a click would act in the name of who is signed in, or on this machine. */
    @Override
    public Mono<Object> getHandlerInternal(ServerWebExchange exchange) {
        return super.getHandlerInternal(exchange).doOnNext(page -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.set("Content-Security-Policy", "frame-ancestors 'none'");
            headers.set("X-Frame-Options", "DENY");
        });
    }

    private static boolean isOfSwaggerUi(ResourceWebHandler handler) {
        return handler.getResourceResolvers().stream().anyMatch(SwaggerResourceResolver.class::isInstance);
    }
}

package dev.sluice.admin.document;

import java.util.HashMap;
import java.util.Map;
import org.springdoc.webflux.ui.SwaggerResourceResolver;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;

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

    private static boolean isOfSwaggerUi(ResourceWebHandler handler) {
        return handler.getResourceResolvers().stream().anyMatch(SwaggerResourceResolver.class::isInstance);
    }
}

package dev.sluice.gateway.console;

import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.resource.ResourceWebHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * The console: its files and its stream of events, before the gateway's routes.
 *
 * <p>They are told to use nothing but themselves (Content Security Policy Level 3), and to be shown in no other page.
 */
final class ConsoleMapping extends SimpleUrlHandlerMapping {

    static final String PATH = "/console";

    /** Before the gateway's routes, which have order 1. */
    private static final int ORDER = 0;

    private static final String POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'");

    private static final PathContainer INDEX = PathContainer.parsePath("index.html");

    private final ResourceWebHandler files;

    /** These files, and what keeps them up to date. */
    ConsoleMapping(ResourceWebHandler files, LiveStream live) {
        this.files = files;
        setOrder(ORDER);
        setUrlMap(Map.of(PATH, (WebHandler) ConsoleMapping::toIndex, PATH + "/live", live, PATH + "/**", (WebHandler)
                this::file));
    }

    /** Relative, so that it is right behind a proxy that has the gateway below a path of its own. */
    private static Mono<Void> toIndex(ServerWebExchange exchange) {
        exchange.getResponse().setStatusCode(HttpStatus.PERMANENT_REDIRECT);
        exchange.getResponse().getHeaders().setLocation(URI.create(PATH.substring(1) + "/"));
        return exchange.getResponse().setComplete();
    }

    private Mono<Void> file(ServerWebExchange exchange) {
        exchange.getAttributes()
                .computeIfPresent(
                        HandlerMapping.PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE,
                        (name, path) -> ((PathContainer) path).value().isEmpty() ? INDEX : path);
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        return files.handle(exchange);
    }
}

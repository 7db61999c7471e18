package dev.sluice.gateway.fastpath;

import java.util.List;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** What is left of the web filters before a handler, made once for all requests. */
final class WebChain implements WebFilterChain {

    private final WebFilter filter;
    private final WebFilterChain rest;

    private WebChain(WebFilter filter, WebFilterChain rest) {
        this.filter = filter;
        this.rest = rest;
    }

    /** These, in their order, and then the handler. */
    static WebFilterChain of(List<WebFilter> filters, WebHandler handler) {
        WebFilterChain chain = exchange -> Mono.defer(() -> handler.handle(exchange));
        for (int i = filters.size() - 1; i >= 0; i--) {
            chain = new WebChain(filters.get(i), chain);
        }
        return chain;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange) {
        return Mono.defer(() -> filter.filter(exchange, rest));
    }
}

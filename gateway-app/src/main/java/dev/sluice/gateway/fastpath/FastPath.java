package dev.sluice.gateway.fastpath;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Takes the requests that nobody but a route can answer; all others go where they always went.
 *
 * <p>What is left out on this way: an observation that nobody reads, the search through all handler mappings, sessions and forms that
 * are prepared for each request. What is asked for all the same is made when it is asked for.
 */
final class FastPath implements HttpHandler {

    private final HttpHandler host;
    private final WebFilterChain path;
    private final Failures failures;
    private final Eligibility eligibility;
    private final Exchanges exchanges;

    /**
     * A way beside that of the host.
     *
     * @param path what a request goes through: web filters, then the routes
     * @param failures answers what fails on it
     */
    FastPath(HttpHandler host, WebFilterChain path, Failures failures, Eligibility eligibility, Exchanges exchanges) {
        this.host = host;
        this.path = path;
        this.failures = failures;
        this.eligibility = eligibility;
        this.exchanges = exchanges;
    }

    @Override
    public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
        if (!(request instanceof AbstractServerHttpRequest made) || !eligibility.allows(request)) {
            return host.handle(request, response);
        }
        LeanExchange exchange = exchanges.of(made, response);
        return path.filter(exchange)
                .onErrorResume(cause -> failures.answer(exchange, cause))
                .then(Mono.defer(() -> end(exchange)));
    }

    private static Mono<Void> end(LeanExchange exchange) {
        return exchange.hasForms()
                ? exchange.cleanupMultipart().then(exchange.getResponse().setComplete())
                : exchange.getResponse().setComplete();
    }
}

package dev.sluice.loadbalancer.inflight;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;

/**
 * A request that knows whether its body has come to its end.
 *
 * <p>Until then whatever breaks may be the client's doing: one that resets its connection, stalls, or sends what an instance
 * refuses to read to the end, would otherwise look like an instance that fails.
 */
final class WatchedBody extends ServerHttpRequestDecorator {

    private volatile boolean ended;

    private WatchedBody(ServerHttpRequest request) {
        super(request);
    }

    /** The exchange with its request's body watched; the same if there is none. */
    static ServerWebExchange in(ServerWebExchange exchange) {
        return has(exchange.getRequest().getHeaders())
                ? exchange.mutate()
                        .request(new WatchedBody(exchange.getRequest()))
                        .build()
                : exchange;
    }

    /** Whether there is a body, and not yet its end. */
    static boolean isUnderWay(ServerWebExchange exchange) {
        return exchange.getRequest() instanceof WatchedBody body && !body.ended;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody().doOnComplete(() -> ended = true);
    }

    private static boolean has(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}

package dev.sluice.gateway.console;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends what happens to a page of the console, as server-sent events (WHATWG HTML, section 9.2). Theirs alone, and no part of the
 * admin API.
 */
final class LiveStream implements WebHandler {

    private final Live live;

    LiveStream(Live live) {
        this.live = live;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        if (!HttpMethod.GET.equals(exchange.getRequest().getMethod())) {
            return Mono.error(
                    new MethodNotAllowedException(exchange.getRequest().getMethod(), Set.of(HttpMethod.GET)));
        }
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().setContentType(MediaType.TEXT_EVENT_STREAM);
        // NGINX would gather events until a buffer is full.
        response.getHeaders().set("X-Accel-Buffering", "no");
        return response.writeAndFlushWith(live.events().map(event -> Flux.just(bytes(event, response))));
    }

    private static DataBuffer bytes(Live.Event event, ServerHttpResponse response) {
        String text = "event: " + event.name() + "\ndata: " + event.data() + "\n\n";
        return response.bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}

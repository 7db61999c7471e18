package dev.sluice.gateway;

import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets the bytes of an answer to {@code /unending} through, and never its end. */
final class UnendingAnswer implements GlobalFilter, Ordered {

    @Override
    public int getOrder() {
        return RequestPath.BROKEN_ANSWER - 1;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return exchange.getRequest().getPath().value().equals("/unending")
                ? chain.filter(exchange.mutate()
                        .response(new WithoutEnd(exchange.getResponse()))
                        .build())
                : chain.filter(exchange);
    }

    private static final class WithoutEnd extends ServerHttpResponseDecorator {

        WithoutEnd(ServerHttpResponse delegate) {
            super(delegate);
        }

        @Override
        public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
            return super.writeWith(Flux.<DataBuffer>from(body).concatWith(Flux.never()));
        }
    }
}

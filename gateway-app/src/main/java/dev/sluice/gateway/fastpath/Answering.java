package dev.sluice.gateway.fastpath;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.TrailerHeadersFilter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Writes the backend's answer to the client, when all other filters have had their say.
 *
 * <p>In place of Spring Cloud Gateway's {@code NettyWriteResponseFilter}: through the response, where a filter has put one of its own
 * there; else from connection to connection.
 */
final class Answering implements GatewayFilter {

    private final List<MediaType> streamed;
    private final List<HttpHeadersFilter> filters;

    /**
     * Answers whose pieces are sent at once if they are of these types, else as it suits the connection.
     *
     * @param filters have a look at the trailers
     */
    Answering(List<MediaType> streamed, List<HttpHeadersFilter> filters) {
        this.streamed = List.copyOf(streamed);
        this.filters = List.copyOf(filters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).then(Mono.defer(() -> write(exchange))).doFinally(signal -> {
            if (signal != SignalType.ON_COMPLETE) {
                dispose(exchange);
            }
        });
    }

    private Mono<Void> write(ServerWebExchange exchange) {
        Connection backend = exchange.getAttribute(CLIENT_RESPONSE_CONN_ATTR);
        HttpClientResponse head = exchange.getAttribute(CLIENT_RESPONSE_ATTR);
        if (backend == null || head == null) {
            return Mono.empty();
        }
        boolean trailers = head.responseHeaders().contains(HttpHeaders.TRANSFER_ENCODING);
        ServerHttpResponse response = exchange.getResponse();
        if (response instanceof LeanResponse plain && plain.isPlain() && !trailers && !isStreamed(response)) {
            return new AnswerBody(backend.inbound().receive(), plain);
        }
        return wrapped(backend, response)
                .then(TrailerHeadersFilter.filter(filters, exchange, head).then());
    }

    private Mono<Void> wrapped(Connection backend, ServerHttpResponse response) {
        DataBufferFactory factory = response.bufferFactory();
        Flux<DataBuffer> body = backend.inbound().receive().retain().map(bytes -> {
            if (factory instanceof NettyDataBufferFactory netty) {
                return netty.wrap(bytes);
            }
            DataBuffer copy = factory.allocateBuffer(bytes.readableBytes()).write(bytes.nioBuffer());
            bytes.release();
            return copy;
        });
        return isStreamed(response) ? response.writeAndFlushWith(body.map(Flux::just)) : response.writeWith(body);
    }

    private boolean isStreamed(ServerHttpResponse response) {
        MediaType type = type(response.getHeaders());
        if (type != null) {
            for (MediaType each : streamed) {
                if (each.isCompatibleWith(type)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable MediaType type(HttpHeaders headers) {
        try {
            return headers.getContentType();
        } catch (InvalidMediaTypeException e) {
            return null;
        }
    }

    private static void dispose(ServerWebExchange exchange) {
        Connection backend = exchange.getAttribute(CLIENT_RESPONSE_CONN_ATTR);
        if (backend != null) {
            backend.dispose();
        }
    }
}

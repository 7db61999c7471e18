package dev.sluice.gateway.backend;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_HEADER_NAMES;

import dev.sluice.gateway.RequestPath;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Keeps a backend's broken connection apart from the client's, and makes it visible to the client.
 *
 * <p>The server takes a broken connection for the client's, whichever it was: half an answer would then end like a whole one,
 * or never. So it only hears of those while the client's is open, as a {@link FaultAnswer}, and cuts the answer off.
 */
final class BrokenAnswerFilter implements GlobalFilter, Ordered {

    /** A connection that lingers for no time ends in an RST. */
    private static final int RESET = 0;

    @Override
    public int getOrder() {
        return RequestPath.BROKEN_ANSWER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).onErrorMap(FaultAnswer::isFor, cause -> explained(exchange, cause));
    }

    private static Throwable explained(ServerWebExchange exchange, Throwable cause) {
        if (!(ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse()) instanceof Connection client)) {
            return FaultAnswer.of(exchange, cause);
        }
        if (!client.channel().isActive()) {
            return cause;
        }
        forgetAnswer(exchange);
        if (exchange.getResponse().isCommitted() && readsUntilTheEnd(client)) {
            client.channel().config().setOption(ChannelOption.SO_LINGER, RESET);
        }
        return FaultAnswer.of(exchange, cause);
    }

    /** What the backend said of its answer, how it is coded and for how long it may be kept, is not true of ours. */
    private static void forgetAnswer(ServerWebExchange exchange) {
        Set<String> names = exchange.getAttributeOrDefault(CLIENT_RESPONSE_HEADER_NAMES, Set.of());
        if (!exchange.getResponse().isCommitted()) {
            names.forEach(exchange.getResponse().getHeaders()::remove);
        }
    }

    /** To a client that knows no chunks, the end of the connection is the end of the answer, unless it is a violent one. */
    private static boolean readsUntilTheEnd(Connection client) {
        return client instanceof HttpServerRequest request && request.version().equals(HttpVersion.HTTP_1_0);
    }
}

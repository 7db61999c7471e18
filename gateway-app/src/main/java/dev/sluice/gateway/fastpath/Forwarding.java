package dev.sluice.gateway.fastpath;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.ORIGINAL_RESPONSE_CONTENT_TYPE_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.isAlreadyRouted;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.setAlreadyRouted;

import dev.sluice.gateway.fastpath.RouteClients.Sending;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Sends the request to its target, and goes on when the head of the answer is there.
 *
 * <p>In place of Spring Cloud Gateway's {@code NettyRoutingFilter}, on the fast path and beside it, with the same attributes and the
 * same view of both heads. What is the same for every request of a route is worked out once, headers go from Netty to Netty, and a
 * request without a body has none.
 */
final class Forwarding implements GlobalFilter, GatewayFilter, Ordered {

    private final RouteClients clients;
    private final Headers headers;

    Forwarding(RouteClients clients, Headers headers) {
        this.clients = clients;
        this.headers = headers;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        URI target = exchange.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
        if (isAlreadyRouted(exchange) || !isHttp(target.getScheme())) {
            return chain.filter(exchange);
        }
        setAlreadyRouted(exchange);
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        Sending sending = clients.of(route);
        ServerHttpRequest request = exchange.getRequest();
        String path = isInstance(target) ? path(request.getURI()) : "";
        boolean bound = isInstance(target) && !isSecure(target);
        Upload upload = new Upload(client(exchange));
        Flux<HttpClientResponse> answer = (bound ? sending.clientOf(target) : sending.client())
                .headers(forwarded -> headers.forward(exchange, forwarded))
                .request(HttpMethod.valueOf(request.getMethod().name()))
                .uri(bound ? path : target.toASCIIString() + path)
                .send((forwarded, outbound) -> {
                    upload.begin();
                    return body(request, outbound, upload);
                })
                .responseConnection((head, connection) -> answered(exchange, head, connection));
        Mono<Void> headOfAnswer = sending.responseTimeout().isPresent()
                ? new HeadOfAnswer(
                        answer,
                        upload,
                        sending.responseTimeout().get(),
                        client(exchange).eventLoop())
                : answer.then();
        return Chain.isAtEnd(chain) ? headOfAnswer : headOfAnswer.then(chain.filter(exchange));
    }

    /** A target without a path gets the request's own. */
    private static boolean isInstance(URI target) {
        return target.getRawPath().isEmpty();
    }

    private static String path(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    private static Channel client(ServerWebExchange exchange) {
        Connection client = ServerHttpResponseDecorator.getNativeResponse(exchange.getResponse());
        return client.channel();
    }

    private static boolean isSecure(URI target) {
        return "https".equalsIgnoreCase(target.getScheme());
    }

    private static boolean isHttp(String scheme) {
        return "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
    }

    private static Publisher<Void> body(ServerHttpRequest request, NettyOutbound outbound, Upload upload) {
        return hasBody(request)
                ? outbound.send(upload.watched(request.getBody()).map(NettyDataBufferFactory::toByteBuf))
                        .then()
                        .onErrorResume(upload::isRefused, refused -> Mono.never())
                : Mono.empty();
    }

    /** Of other methods Reactor Netty says that the body is empty. */
    private static boolean hasBody(ServerHttpRequest request) {
        org.springframework.http.HttpMethod method = request.getMethod();
        boolean mayGoWithout = org.springframework.http.HttpMethod.GET.equals(method)
                || org.springframework.http.HttpMethod.DELETE.equals(method);
        return !mayGoWithout
                || request.getHeaders().containsHeader(HttpHeaders.CONTENT_LENGTH)
                || request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    private Publisher<HttpClientResponse> answered(
            ServerWebExchange exchange, HttpClientResponse head, Connection connection) {
        Map<String, Object> attributes = exchange.getAttributes();
        attributes.put(CLIENT_RESPONSE_ATTR, head);
        attributes.put(CLIENT_RESPONSE_CONN_ATTR, connection);
        String type = head.responseHeaders().get(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.isEmpty()) {
            attributes.put(ORIGINAL_RESPONSE_CONTENT_TYPE_ATTR, type);
        }
        exchange.getResponse()
                .setStatusCode(HttpStatusCode.valueOf(head.status().code()));
        headers.answer(exchange, head);
        return Mono.empty();
    }
}

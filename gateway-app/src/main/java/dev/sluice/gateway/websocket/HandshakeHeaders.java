package dev.sluice.gateway.websocket;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.PRESERVE_HOST_HEADER_ATTRIBUTE;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What passes of the heads of a handshake, there and back. */
final class HandshakeHeaders {

    private static final String OF_HANDSHAKE = "sec-websocket";

    /** About a body, which the client library does not hand on, and about a connection. */
    private static final Set<String> OF_BODY = Set.of("content-length", "content-type", "transfer-encoding", "upgrade");

    private final List<HttpHeadersFilter> filters;

    HandshakeHeaders(List<HttpHeadersFilter> filters) {
        this.filters = filters;
    }

    /** Whether a client asks for a WebSocket as it should (RFC 6455, 4.2.1): of one that does not, no backend is to hear. */
    boolean areComplete(ServerHttpRequest request) {
        HttpHeaders asked = request.getHeaders();
        return HttpMethod.GET.equals(request.getMethod())
                && HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(asked.getUpgrade())
                && asked.getConnection().stream().anyMatch(HttpHeaderValues.UPGRADE::contentEqualsIgnoreCase)
                && asked.containsHeader("Sec-WebSocket-Key");
    }

    /** The client's own, through the filters of the host; what belongs to the handshake is made anew. */
    HttpHeaders toBackend(ServerWebExchange exchange) {
        HttpHeaders headers = new HttpHeaders();
        HttpHeadersFilter.filterRequest(filters, exchange).forEach((name, values) -> {
            if (!isOfHandshake(name) && (!isHost(name) || keepsHost(exchange))) {
                headers.addAll(name, values);
            }
        });
        return headers;
    }

    /** The protocols that the client offers, its favourite first. */
    List<String> protocols(ServerWebExchange exchange) {
        return exchange.getRequest().getHeaders().getOrEmpty("Sec-WebSocket-Protocol").stream()
                .flatMap(line -> List.of(StringUtils.tokenizeToStringArray(line, ",")).stream())
                .toList();
    }

    /** Whether the backend has answered, though not as was hoped. */
    boolean isRefusal(WebSocketClientHandshakeException failure) {
        return failure.response() != null
                && !failure.response().status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    }

    /** Passes on the head of a refusal. */
    Mono<Void> answer(ServerWebExchange exchange, WebSocketClientHandshakeException refusal) {
        HttpHeaders received = new HttpHeaders();
        refusal.response().headers().forEach(header -> received.add(header.getKey(), header.getValue()));
        ServerHttpResponse answer = exchange.getResponse();
        answer.setStatusCode(HttpStatusCode.valueOf(refusal.response().status().code()));
        HttpHeadersFilter.filter(filters, received, exchange, HttpHeadersFilter.Type.RESPONSE)
                .forEach((name, values) -> {
                    if (!OF_BODY.contains(name.toLowerCase(Locale.ROOT))) {
                        answer.getHeaders().addAll(name, values);
                    }
                });
        return answer.setComplete();
    }

    private static boolean isOfHandshake(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith(OF_HANDSHAKE);
    }

    private static boolean isHost(String name) {
        return name.equalsIgnoreCase(HttpHeaders.HOST);
    }

    private static boolean keepsHost(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(PRESERVE_HOST_HEADER_ATTRIBUTE, false);
    }
}

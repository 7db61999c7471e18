package dev.sluice.loadbalancer.failover;

import java.util.Set;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Whether a request that a backend may have taken can be sent to another: it is idempotent, it has no body that would be
 * half gone, and no byte of an answer has come.
 *
 * <p>A connection that is closed after it was kept alive looks like one on which the request was taken; RFC 9110, section 9.2.2, lets
 * such requests be repeated, and no others.
 */
final class Repeatable {

    private static final Set<HttpMethod> IDEMPOTENT = Set.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE, HttpMethod.PUT, HttpMethod.DELETE);

    private Repeatable() {}

    static boolean is(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        return IDEMPOTENT.contains(request.getMethod())
                && !hasBody(request.getHeaders())
                && exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR) == null;
    }

    private static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }
}

package dev.sluice.gateway.fastpath;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_HEADER_NAMES;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.PRESERVE_HOST_HEADER_ATTRIBUTE;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClientResponse;

/** Headers through any filters, one after the other. */
final class FilteredHeaders implements Headers {

    private final List<HttpHeadersFilter> filters;

    FilteredHeaders(List<HttpHeadersFilter> filters) {
        this.filters = List.copyOf(filters);
    }

    @Override
    public void forward(ServerWebExchange exchange, io.netty.handler.codec.http.HttpHeaders forwarded) {
        HttpHeadersFilter.filterRequest(filters, exchange).forEach(forwarded::set);
        forwarded.remove(HttpHeaders.HOST);
        if (exchange.getAttributeOrDefault(PRESERVE_HOST_HEADER_ATTRIBUTE, false)) {
            String host = exchange.getRequest().getHeaders().getFirst(HttpHeaders.HOST);
            if (host != null) {
                forwarded.set(HttpHeaders.HOST, host);
            }
        }
    }

    @Override
    public void answer(ServerWebExchange exchange, HttpClientResponse head) {
        HttpHeaders received = new HttpHeaders();
        head.responseHeaders().forEach(header -> received.add(header.getKey(), header.getValue()));
        HttpHeaders passed = HttpHeadersFilter.filter(filters, received, exchange, HttpHeadersFilter.Type.RESPONSE);
        ServerHttpResponse response = exchange.getResponse();
        // Both would contradict each other (RFC 9112, 6.2).
        if (!passed.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                && passed.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
            response.getHeaders().remove(HttpHeaders.TRANSFER_ENCODING);
        }
        exchange.getAttributes().put(CLIENT_RESPONSE_HEADER_NAMES, passed.headerNames());
        response.getHeaders().addAll(passed);
    }
}

package dev.sluice.gateway.fastpath;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClientResponse;

/** What of the headers of a request goes to the backend, and what of those of an answer to the client. */
interface Headers {

    /** Through these filters, in their order; those that only take headers away do that in one go. */
    static Headers through(List<HttpHeadersFilter> filters) {
        FilteredHeaders filtered = new FilteredHeaders(filters);
        return PlainHeaders.canStandFor(filters) ? new PlainHeaders(filtered) : filtered;
    }

    /** Puts those of the request that go on into the headers of the one that is sent. */
    void forward(ServerWebExchange exchange, io.netty.handler.codec.http.HttpHeaders forwarded);

    /** Adds those of the backend's answer that go on to the response, and notes their names among the attributes. */
    void answer(ServerWebExchange exchange, HttpClientResponse head);
}

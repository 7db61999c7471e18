package dev.sluice.gateway.fastpath;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.CLIENT_RESPONSE_HEADER_NAMES;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.PRESERVE_HOST_HEADER_ATTRIBUTE;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.GRPCRequestHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.GRPCResponseHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveForwardedHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveHopByHopHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveXForwardedHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.TransferEncodingNormalizationHeadersFilter;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Headers from Netty to Netty, without those that Spring Cloud Gateway's own filters take away.
 *
 * <p>Where anything is out of the ordinary, a request that a filter has changed, an option in {@code Connection}, gRPC, the filters
 * themselves are asked.
 */
final class PlainHeaders implements Headers {

    /** Those whose work is known here. */
    private static final Set<Class<?>> KNOWN = Set.of(
            RemoveForwardedHeadersFilter.class,
            RemoveXForwardedHeadersFilter.class,
            RemoveHopByHopHeadersFilter.class,
            TransferEncodingNormalizationHeadersFilter.class,
            GRPCRequestHeadersFilter.class,
            GRPCResponseHeadersFilter.class);

    private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");

    /** All that {@link RemoveHopByHopHeadersFilter} removes by default. */
    private static final AsciiString[] HOP_BY_HOP = {
        HttpHeaderNames.CONNECTION,
        KEEP_ALIVE,
        HttpHeaderNames.TRANSFER_ENCODING,
        HttpHeaderNames.TE,
        HttpHeaderNames.TRAILER,
        HttpHeaderNames.PROXY_AUTHORIZATION,
        HttpHeaderNames.PROXY_AUTHENTICATE,
        HttpHeaderNames.UPGRADE,
        AsciiString.cached("x-application-context"),
    };

    private static final AsciiString FORWARDED = AsciiString.cached("forwarded");
    private static final String X_FORWARDED = "x-forwarded-";
    private static final String GRPC = "application/grpc";

    private final FilteredHeaders filters;

    PlainHeaders(FilteredHeaders filters) {
        this.filters = filters;
    }

    static boolean canStandFor(List<HttpHeadersFilter> filters) {
        List<Class<?>> kinds = filters.stream().<Class<?>>map(Object::getClass).toList();
        return KNOWN.containsAll(kinds)
                && kinds.contains(RemoveForwardedHeadersFilter.class)
                && kinds.contains(RemoveXForwardedHeadersFilter.class)
                && filters.stream()
                        .anyMatch(filter -> filter instanceof RemoveHopByHopHeadersFilter hopByHop
                                && hopByHop.getHeaders()
                                        .equals(RemoveHopByHopHeadersFilter.HEADERS_REMOVED_ON_REQUEST));
    }

    @Override
    public void forward(ServerWebExchange exchange, HttpHeaders forwarded) {
        if (!(exchange.getRequest() instanceof LeanRequest request)) {
            filters.forward(exchange, forwarded);
            return;
        }
        HttpHeaders received = request.received();
        if (!isOrdinary(received)
                || received.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || exchange.getAttributes().containsKey(PRESERVE_HOST_HEADER_ATTRIBUTE)) {
            filters.forward(exchange, forwarded);
            return;
        }
        Iterator<Map.Entry<CharSequence, CharSequence>> all = received.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            CharSequence name = header.getKey();
            if (!HttpHeaderNames.HOST.contentEqualsIgnoreCase(name) && !isHopByHop(name) && !isForwarded(name)) {
                forwarded.add(name, header.getValue());
            }
        }
    }

    @Override
    public void answer(ServerWebExchange exchange, HttpClientResponse head) {
        HttpHeaders received = head.responseHeaders();
        if (!(exchange.getResponse() instanceof LeanResponse response) || !isOrdinary(received)) {
            filters.answer(exchange, head);
            return;
        }
        HttpHeaders answer = response.server().responseHeaders();
        Iterator<Map.Entry<CharSequence, CharSequence>> all = received.iteratorCharSequence();
        while (all.hasNext()) {
            Map.Entry<CharSequence, CharSequence> header = all.next();
            if (!isHopByHop(header.getKey())) {
                answer.add(header.getKey(), header.getValue());
            }
        }
        if (received.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            answer.remove(HttpHeaderNames.TRANSFER_ENCODING);
        }
        exchange.getAttributes().put(CLIENT_RESPONSE_HEADER_NAMES, new PassedNames(received));
    }

    private static boolean isOrdinary(HttpHeaders headers) {
        String connection = headers.get(HttpHeaderNames.CONNECTION);
        String type = headers.get(HttpHeaderNames.CONTENT_TYPE);
        return (connection == null
                        || KEEP_ALIVE.contentEqualsIgnoreCase(connection)
                        || "close".equalsIgnoreCase(connection))
                && (type == null || !type.regionMatches(true, 0, GRPC, 0, GRPC.length()));
    }

    static boolean isHopByHop(CharSequence name) {
        for (AsciiString each : HOP_BY_HOP) {
            if (each.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isForwarded(CharSequence name) {
        return FORWARDED.contentEqualsIgnoreCase(name)
                || AsciiString.regionMatches(name, true, 0, X_FORWARDED, 0, X_FORWARDED.length());
    }
}

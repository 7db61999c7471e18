package dev.sluice.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Set;

/**
 * The version of a WebSocket: that of RFC 6455, or one of the two before it that differ in nothing but their number.
 *
 * <p>The server would find out that it does not know another when the request is with a backend already, which has not
 * heard of it and would be blamed.
 */
final class WebSocketVersion {

    private static final String CURRENT = "13";

    private static final Set<String> KNOWN = Set.of(CURRENT, "8", "7");

    private WebSocketVersion() {}

    static boolean isValid(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return !HttpHeaderValues.WEBSOCKET.contentEqualsIgnoreCase(headers.get(HttpHeaderNames.UPGRADE))
                || !request.method().equals(HttpMethod.GET)
                || KNOWN.contains(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, ""));
    }

    /** Says in an answer which version it would be (RFC 6455, 4.4; RFC 9110, 15.5.22). */
    static void require(HttpHeaders headers) {
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, CURRENT)
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .add(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    }
}

package dev.sluice.gateway.websocket;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Where a WebSocket is asked for. */
final class WebSocketTarget {

    private static final Set<String> SCHEMES = Set.of("ws", "wss");
    private static final Map<String, String> OF_HTTP = Map.of("http", "ws", "https", "wss");

    private WebSocketTarget() {}

    static boolean isOne(URI target) {
        return SCHEMES.contains(scheme(target));
    }

    /** Whether it is one if the client asks for it. */
    static boolean mayBeOne(URI target) {
        return OF_HTTP.containsKey(scheme(target));
    }

    /** The same target, letter for letter, in the scheme of WebSockets; one without a path gets that of the request. */
    static URI of(URI target, URI request) {
        String scheme = scheme(target);
        String rest = target.toString().substring(scheme.length());
        String path = target.getRawPath().isEmpty() ? path(request) : "";
        return URI.create(OF_HTTP.getOrDefault(scheme, scheme) + rest + path);
    }

    private static String path(URI request) {
        String path = request.getRawPath().isEmpty() ? "/" : request.getRawPath();
        return request.getRawQuery() == null ? path : path + '?' + request.getRawQuery();
    }

    private static String scheme(URI target) {
        return String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    }
}

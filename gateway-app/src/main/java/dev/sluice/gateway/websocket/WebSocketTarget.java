package dev.sluice.gateway.websocket;

import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** Where a WebSocket is asked for. */
final class WebSocketTarget {

    private static final Map<String, String> OF_HTTP = Map.of("http", "ws", "https", "wss");

    private WebSocketTarget() {}

    static boolean isOne(URI target) {
        return OF_HTTP.containsValue(scheme(target));
    }

    /** Whether it is one if the client asks for it. */
    static boolean mayBeOne(URI target) {
        return OF_HTTP.containsKey(scheme(target));
    }

    /** The same target, letter for letter, in the scheme of WebSockets. */
    static URI of(URI target) {
        String scheme = scheme(target);
        return URI.create(
                OF_HTTP.getOrDefault(scheme, scheme) + target.toString().substring(scheme.length()));
    }

    private static String scheme(URI target) {
        return String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    }
}

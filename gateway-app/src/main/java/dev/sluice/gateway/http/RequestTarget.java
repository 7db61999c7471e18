package dev.sluice.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The target of a request in the forms that are for a gateway (RFC 9112, 3.2): a path, an absolute URI, or the {@code *} of
 * {@code OPTIONS}.
 *
 * <p>An absolute URI has to name the same authority as {@code Host}. RFC 9112, 3.2.2, lets the URI win, and then two servers
 * in a row, one of which did not read that far, serve different hosts.
 */
final class RequestTarget {

    private static final String ASTERISK = "*";

    private RequestTarget() {}

    static boolean isValid(HttpRequest request) {
        String target = request.uri();
        if (target.equals(ASTERISK)) {
            return request.method().equals(HttpMethod.OPTIONS);
        }
        if (isPlain(target)) {
            return true;
        }
        try {
            return target.startsWith("/")
                    ? isPath(new URI("http://any" + target))
                    : isOnHost(new URI(target), request.headers().get(HttpHeaderNames.HOST));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Whether it is a path, with or without a query, of characters that need no second look: most are. */
    private static boolean isPlain(String target) {
        if (!target.startsWith("/")) {
            return false;
        }
        for (int i = 1; i < target.length(); i++) {
            if (!PlainCharacters.contain(target.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A fragment is the client's own; in a request servers disagree on whether it belongs to the path. */
    private static boolean isPath(URI target) {
        return target.getRawFragment() == null;
    }

    private static boolean isOnHost(URI target, @Nullable String host) {
        String authority = target.getRawAuthority();
        return authority != null
                && ("http".equalsIgnoreCase(target.getScheme()) || "https".equalsIgnoreCase(target.getScheme()))
                && authority.equalsIgnoreCase(host)
                && target.getRawFragment() == null;
    }
}

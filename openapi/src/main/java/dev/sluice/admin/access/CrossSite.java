package dev.sluice.admin.access;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Changes that a page of another site asks a browser for, which sends its user's name and password of its own accord (cross-site
 * request forgery).
 *
 * <p>A browser says whose page it was: by {@code Sec-Fetch-Site} (W3C Fetch Metadata), which it sends to where nobody listens in, or
 * else by {@code Origin} (RFC 6454). Whoever sends neither is no browser.
 */
final class CrossSite {

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    /** From one of our own pages, or from the user themselves. */
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private CrossSite() {}

    /** Whether a request is such a change. */
    static boolean changes(ServerHttpRequest request) {
        if (SAFE.contains(request.getMethod())) {
            return false;
        }
        String site = request.getHeaders().getFirst(FETCH_SITE);
        return site == null ? isOfAnother(request.getHeaders().getOrigin(), request) : !OURS.contains(site);
    }

    private static boolean isOfAnother(@Nullable String origin, ServerHttpRequest request) {
        return origin != null
                && !authority(origin).equalsIgnoreCase(request.getHeaders().getFirst("Host"));
    }

    /** Host and port of an origin; nothing that a host could be called, if it has none. */
    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }
}

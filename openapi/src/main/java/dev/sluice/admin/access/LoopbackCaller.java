package dev.sluice.admin.access;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Somebody on this machine, who needs no credentials where the settings say so.
 *
 * <p>That the connection comes from here is not enough. A reverse proxy on this machine calls from here for everybody; it
 * shows by its headers. A web page of somebody else's calls from here through the browser; it shows by the {@code Host} whose
 * name was bent to this address (DNS rebinding), by its {@code Origin}, or by {@code Sec-Fetch-Site}.
 */
final class LoopbackCaller extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private static final String HOST = "(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?";
    private static final Pattern LOOPBACK_HOST = Pattern.compile(HOST, Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOPBACK_ORIGIN = Pattern.compile("https?://" + HOST, Pattern.CASE_INSENSITIVE);

    private static final List<String> OF_PROXIES =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

    LoopbackCaller() {
        super(AuthorityUtils.NO_AUTHORITIES);
        setAuthenticated(true);
    }

    /** Whether a request was sent by such a caller, and by nobody through them. */
    static boolean sent(ServerHttpRequest request) {
        return isLocal(request) && connectionIsDirect(request);
    }

    /** What the request itself says. */
    static boolean isLocal(ServerHttpRequest request) {
        return isLoopback(request.getRemoteAddress())
                && OF_PROXIES.stream().noneMatch(request.getHeaders()::containsHeader)
                && isLoopbackHost(request.getHeaders().getOrEmpty(HttpHeaders.HOST))
                && areLoopbackOrigins(request.getHeaders().getOrEmpty(HttpHeaders.ORIGIN))
                && request.getHeaders().getOrEmpty("Sec-Fetch-Site").stream().noneMatch("cross-site"::equalsIgnoreCase);
    }

    /**
     * Asks the server's own request: Spring's may have been rewritten by the proxies' headers, which are gone then
     * (server.forward-headers-strategy=framework).
     */
    private static boolean connectionIsDirect(ServerHttpRequest request) {
        return !(ServerHttpRequestDecorator.getNativeRequest(request) instanceof HttpServerRequest received)
                || (isLoopback(received.connectionRemoteAddress())
                        && OF_PROXIES.stream().noneMatch(received.requestHeaders()::contains));
    }

    private static boolean isLoopback(@Nullable Object address) {
        return address instanceof InetSocketAddress peer
                && peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress();
    }

    private static boolean isLoopbackHost(List<String> hosts) {
        return hosts.size() == 1 && LOOPBACK_HOST.matcher(hosts.get(0)).matches();
    }

    private static boolean areLoopbackOrigins(List<String> origins) {
        return origins.stream()
                .allMatch(origin -> LOOPBACK_ORIGIN.matcher(origin).matches());
    }

    @Override
    public String getPrincipal() {
        return "loopback";
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }
}

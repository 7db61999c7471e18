package dev.sluice.admin.access;

import dev.sluice.tokenbucket.client.ClientKey;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.server.authentication.ServerBearerTokenAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerAuthenticationConverter;
import org.springframework.security.web.server.authentication.ServerHttpBasicAuthenticationConverter;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a request shows for itself: a name and password, a token, or where it may, that it comes from this machine.
 *
 * <p>An {@code Authorization} that can't be read is a failed login like any other. A name and password are not taken for a change
 * that a page of another site has asked for, since they are sent by the browser and not by whoever made the page.
 */
final class Credentials implements ServerAuthenticationConverter {

    private static final String BASIC = "Basic ";

    private final ServerAuthenticationConverter basic = new ServerHttpBasicAuthenticationConverter();
    private final ServerAuthenticationConverter bearer = new ServerBearerTokenAuthenticationConverter();
    private final FailedLogins failures;
    private final boolean anonymousFromLoopback;

    Credentials(FailedLogins failures, boolean anonymousFromLoopback) {
        this.failures = failures;
        this.anonymousFromLoopback = anonymousFromLoopback;
    }

    @Override
    public Mono<Authentication> convert(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        if (!request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            return anonymousFromLoopback && LoopbackCaller.sent(request)
                    ? Mono.just(new LoopbackCaller())
                    : Mono.empty();
        }
        if (CrossSite.changes(request) && isBasic(request)) {
            return Mono.error(CrossSiteException::new);
        }
        ClientKey caller = failures.caller(request);
        return Mono.fromRunnable(() -> failures.check(caller)).then(read(exchange, caller));
    }

    private Mono<Authentication> read(ServerWebExchange exchange, ClientKey caller) {
        return Mono.defer(() -> basic.convert(exchange))
                .switchIfEmpty(Mono.defer(() -> bearer.convert(exchange)))
                .switchIfEmpty(Mono.error(() -> new BadCredentialsException("unreadable")))
                .doOnError(AuthenticationException.class, unreadable -> failures.add(caller))
                .doOnNext(read -> ((AbstractAuthenticationToken) read).setDetails(caller));
    }

    private static boolean isBasic(ServerHttpRequest request) {
        String authorization = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BASIC, 0, BASIC.length());
    }
}

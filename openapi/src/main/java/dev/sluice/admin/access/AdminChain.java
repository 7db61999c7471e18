package dev.sluice.admin.access;

import dev.sluice.tokenbucket.error.ErrorWriter;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.HeaderSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.LogoutSpec;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What a request for a guarded path goes through.
 *
 * <p>Nothing is kept between requests: no session, no remembered request. CSRF tokens are off because nothing here takes what
 * a form can send, and a browser sends no credentials of its own accord across sites that a handler would believe.
 */
final class AdminChain {

    private final AdminPaths paths;
    private final Login login;
    private final Credentials credentials;
    private final Refusals refusals;

    AdminChain(
            AdminPaths paths, Login login, FailedLogins failures, boolean anonymousFromLoopback, ErrorWriter errors) {
        this.paths = paths;
        this.login = login;
        this.credentials = new Credentials(failures, anonymousFromLoopback);
        this.refusals = new Refusals(login.readsTokens(), errors);
    }

    SecurityWebFilterChain build() {
        return ServerHttpSecurity.http()
                .csrf(CsrfSpec::disable)
                .headers(HeaderSpec::disable)
                .logout(LogoutSpec::disable)
                .requestCache(RequestCacheSpec::disable)
                .addFilterAt(authentication(), SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(exchanges -> exchanges
                        .matchers(this::isPublic)
                        .permitAll()
                        .anyExchange()
                        .authenticated())
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    private AuthenticationWebFilter authentication() {
        AuthenticationWebFilter filter = new AuthenticationWebFilter(login);
        filter.setServerAuthenticationConverter(credentials);
        filter.setAuthenticationFailureHandler(refusals);
        return filter;
    }

    private Mono<MatchResult> isPublic(ServerWebExchange exchange) {
        return paths.isPublic(exchange.getRequest().getPath()) ? MatchResult.match() : MatchResult.notMatch();
    }
}

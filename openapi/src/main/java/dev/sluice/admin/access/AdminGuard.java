package dev.sluice.admin.access;

import dev.sluice.tokenbucket.error.ErrorWriter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.web.server.WebFilterChainProxy;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Spring Security in front of the admin API, the actuator and whatever else is a {@link GuardedPath}, and of nothing else: what is
 * proxied passes by in plain code.
 *
 * <p>Where a gateway has a Spring Security of its own, that one decides first, by its own rules, and whom it let in still has
 * to show our credentials here. Errors behind it have a body, see {@link WordedErrors}.
 */
public final class AdminGuard extends WebFilterChainProxy implements Ordered {

    /** Just inside a gateway's own Spring Security, which has order -100. */
    private static final int ORDER = -99;

    private final AdminPaths paths;
    private final ErrorWriter errors;

    /**
     * A guard of these paths.
     *
     * @param anonymousFromLoopback whether a caller on this machine needs no credentials
     */
    public AdminGuard(
            AdminPaths paths, Login login, FailedLogins failures, boolean anonymousFromLoopback, ErrorWriter errors) {
        super(new AdminChain(paths, login, failures, anonymousFromLoopback, errors).build());
        this.paths = paths;
        this.errors = errors;
        // Ids of clients hold slashes and semicolons, and the paths were already compared as the handlers see them.
        setFirewall(ServerWebExchangeFirewall.INSECURE_NOOP);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!paths.guards(exchange.getRequest().getPath())) {
            return chain.filter(exchange);
        }
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.setCacheControl("no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        return super.filter(WordedErrors.in(exchange, errors), chain)
                .contextWrite(ReactiveSecurityContextHolder.clearContext());
    }
}

package dev.sluice.admin.access;

import dev.sluice.tokenbucket.error.ErrorWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.WebFilterExchange;
import org.springframework.security.web.server.authentication.ServerAuthenticationFailureHandler;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The answers to whoever is not let in, which say how to log in and nothing of why it failed. */
final class Refusals
        implements ServerAuthenticationEntryPoint, ServerAuthenticationFailureHandler, ServerAccessDeniedHandler {

    private static final String BASIC = "Basic realm=\"sluice\"";

    private final boolean tokens;
    private final ErrorWriter errors;

    /** Refusals that ask for a name and password, and for a token where these are read. */
    Refusals(boolean tokens, ErrorWriter errors) {
        this.tokens = tokens;
        this.errors = errors;
    }

    /** Answers a request without credentials. */
    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException cause) {
        return unauthorized(exchange, "Bearer", "Credentials are required");
    }

    /** Answers a request with credentials that are wrong, or that nobody looked at. */
    @Override
    public Mono<Void> onAuthenticationFailure(WebFilterExchange filter, AuthenticationException cause) {
        ServerWebExchange exchange = filter.getExchange();
        if (cause instanceof TooManyFailedLoginsException tooMany) {
            exchange.getResponse()
                    .getHeaders()
                    .set(HttpHeaders.RETRY_AFTER, Long.toString(tooMany.retryAfterSeconds()));
            return errors.write(exchange, HttpStatus.TOO_MANY_REQUESTS, "Too many failed logins");
        }
        if (cause instanceof CrossSiteException) {
            return errors.write(exchange, HttpStatus.FORBIDDEN, "A page of another site asked for this change");
        }
        if (cause instanceof AuthenticationServiceException) {
            return Mono.error(new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "credentials can't be checked: " + cause.getMessage(), cause));
        }
        return unauthorized(exchange, "Bearer error=\"invalid_token\"", "Credentials are wrong");
    }

    /** Answers a request that is known and may not. */
    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException cause) {
        return errors.write(exchange, HttpStatus.FORBIDDEN, HttpStatus.FORBIDDEN.getReasonPhrase());
    }

    private Mono<Void> unauthorized(ServerWebExchange exchange, String bearer, String message) {
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, BASIC);
        if (tokens) {
            headers.add(HttpHeaders.WWW_AUTHENTICATE, bearer);
        }
        return errors.write(exchange, HttpStatus.UNAUTHORIZED, message);
    }
}

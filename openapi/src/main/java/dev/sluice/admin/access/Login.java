package dev.sluice.admin.access;

import dev.sluice.tokenbucket.client.ClientKey;
import java.util.Objects;
import java.util.Optional;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtReactiveAuthenticationManager;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Looks at credentials: a password against the one user's, a token against the issuer's signature. */
public final class Login implements ReactiveAuthenticationManager {

    private final Optional<AdminUser> user;
    private final Optional<ReactiveAuthenticationManager> tokens;
    private final FailedLogins failures;

    /** A login for this user and whoever has a token; without either, for nobody. */
    public Login(Optional<AdminUser> user, Optional<ReactiveJwtDecoder> decoder, FailedLogins failures) {
        this.user = user;
        this.tokens = decoder.map(JwtReactiveAuthenticationManager::new);
        this.failures = failures;
    }

    /** Whether a token can be a credential. */
    boolean readsTokens() {
        return tokens.isPresent();
    }

    @Override
    public Mono<Authentication> authenticate(Authentication presented) {
        if (presented instanceof LoopbackCaller) {
            return Mono.just(presented);
        }
        ClientKey caller = (ClientKey) Objects.requireNonNull(presented.getDetails());
        return presented instanceof BearerTokenAuthenticationToken
                ? token(presented, caller)
                : password(presented, caller);
    }

    /** On a thread that may be busy for a while: an encoding is slow on purpose. */
    private Mono<Authentication> password(Authentication presented, ClientKey caller) {
        return Mono.fromCallable(() -> checked(presented, caller)).subscribeOn(Schedulers.boundedElastic());
    }

    private Authentication checked(Authentication presented, ClientKey caller) {
        String name = presented.getName();
        String password = String.valueOf(presented.getCredentials());
        if (!failures.attempt(caller, () -> user.isPresent() && user.get().hasCredentials(name, password))) {
            throw new BadCredentialsException("wrong name or password");
        }
        return user.orElseThrow().authentication();
    }

    private Mono<Authentication> token(Authentication presented, ClientKey caller) {
        return tokens.map(manager -> manager.authenticate(presented))
                .orElseGet(() -> Mono.error(new InvalidBearerTokenException("tokens are not read")))
                .doOnError(InvalidBearerTokenException.class, wrong -> failures.add(caller));
    }
}

package dev.sluice.admin.access;

import org.springframework.security.core.AuthenticationException;

/** Credentials that are not looked at, since too many from the same address were wrong. */
final class TooManyFailedLoginsException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final long retryAfterSeconds;

    TooManyFailedLoginsException(long retryAfterSeconds) {
        super("Too many failed logins");
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** The whole seconds after which credentials are looked at again. */
    long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}

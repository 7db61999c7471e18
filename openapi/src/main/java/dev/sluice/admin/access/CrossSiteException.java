package dev.sluice.admin.access;

import java.io.Serial;
import org.springframework.security.core.AuthenticationException;

/** A page of another site asked for a change. */
final class CrossSiteException extends AuthenticationException {

    @Serial
    private static final long serialVersionUID = 1L;

    CrossSiteException() {
        super("the page of another site asked for it");
    }
}

package dev.sluice.loadbalancer.inflight;

import java.io.IOException;

/**
 * A connection that had served another request before, and ended without a byte of an answer to this one.
 *
 * <p>Nearly always its backend was closing it, as it does with idle ones, when the request was on its way.
 */
public final class StaleConnectionException extends IOException {

    private static final long serialVersionUID = 1L;

    /** In place of the exception by which the connection ended. */
    public StaleConnectionException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}

package dev.sluice.admin.error;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is refused in words of its own, which are meant for whoever sent it. */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    /** A refusal with this status, for this reason. */
    public RefusedException(HttpStatus status, String message) {
        this(status, message, null);
    }

    /** A refusal with a cause that is for the log only. */
    public RefusedException(HttpStatus status, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.status = status;
    }

    /** The status to answer with. */
    public HttpStatus status() {
        return status;
    }

    /** The words for the client. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}

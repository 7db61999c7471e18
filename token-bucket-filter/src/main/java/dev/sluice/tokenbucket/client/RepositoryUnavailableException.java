package dev.sluice.tokenbucket.client;

/** The store of the clients can't be reached, or does not answer in time. */
public final class RepositoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The store is away for this reason, which is for the log, not for a caller. */
    public RepositoryUnavailableException(String reason) {
        super(reason);
    }

    /** The store is away because of this. */
    public RepositoryUnavailableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

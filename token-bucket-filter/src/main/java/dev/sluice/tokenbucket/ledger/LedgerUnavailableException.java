package dev.sluice.tokenbucket.ledger;

/** Who decides can't be reached, and requests are not to pass undecided. */
public final class LedgerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack: there may be one for each request. */
    public LedgerUnavailableException() {
        super("the ledger is not available", null, false, false);
    }
}

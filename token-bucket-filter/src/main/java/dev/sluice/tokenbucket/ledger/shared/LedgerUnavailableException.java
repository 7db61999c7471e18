package dev.sluice.tokenbucket.ledger.shared;

/** The bank is away, and requests are not to pass without it. */
public final class LedgerUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LedgerUnavailableException() {
        // For each refused request: what it would say of the stack is known.
        super("the ledger is not available", null, false, false);
    }
}

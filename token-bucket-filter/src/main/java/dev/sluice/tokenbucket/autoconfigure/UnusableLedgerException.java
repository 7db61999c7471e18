package dev.sluice.tokenbucket.autoconfigure;

/** The ledger that is set can't be had. */
final class UnusableLedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableLedgerException(String ledger, String reason) {
        super("sluice.token-bucket.ledger is '" + ledger + "', but " + reason);
    }
}

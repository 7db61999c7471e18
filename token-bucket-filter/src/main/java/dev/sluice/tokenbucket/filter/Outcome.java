package dev.sluice.tokenbucket.filter;

/** What the filter decided about a request; each request that gets a decision has exactly one. */
public enum Outcome {
    /** The tokens were there: it passed. */
    ADMITTED("admitted"),
    /** The tokens were not there: 429. */
    REFUSED("refused"),
    /** It passed without a bucket, since a request without a key or with an unknown one may. */
    UNLIMITED("unlimited"),
    /** It had no key and needed one: 400. */
    MISSING_KEY("missing-key"),
    /** No client is registered under its key, and it needed one: 429. */
    UNKNOWN_CLIENT("unknown-client"),
    /** The ledger was away, and requests are not to pass then: 503. */
    UNDECIDED("undecided");

    private final String tag;

    Outcome(String tag) {
        this.tag = tag;
    }

    /** Its name in meters. */
    public String tag() {
        return tag;
    }
}

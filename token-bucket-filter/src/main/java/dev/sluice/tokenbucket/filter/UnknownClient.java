package dev.sluice.tokenbucket.filter;

/** What becomes of a key that no client is registered under. */
public enum UnknownClient {
    /**
     * It is passed over as if it were absent; only the key of the last source gets a bucket with the default limit, so that
     * inventing keys wins nothing.
     */
    NEXT_SOURCE,
    /** It gets a bucket of its own with the default limit. */
    DEFAULT_LIMIT,
    /** It is refused with 429. */
    DENY,
    /** It passes, unlimited. */
    ALLOW
}

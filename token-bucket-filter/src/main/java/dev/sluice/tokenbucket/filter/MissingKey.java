package dev.sluice.tokenbucket.filter;

/** What becomes of a request that carries no key. */
public enum MissingKey {
    /** It passes, unlimited. */
    ALLOW,
    /** It is refused with 400. */
    DENY
}

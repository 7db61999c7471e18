package dev.sluice.tokenbucket.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why a ledger can't be had, and what it needs. */
final class UnusableLedgerFailureAnalyzer extends AbstractFailureAnalyzer<UnusableLedgerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableLedgerException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "'database' needs a PostgreSQL that all gateways share (DATABASE_URL or spring.r2dbc.*), 'redis' a Redis"
                        + " (spring.data.redis.* and its driver on the class path); 'local' needs neither.",
                cause);
    }
}

package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.database.ClientDatabaseException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says which database can't be opened, and why. */
final class ClientDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<ClientDatabaseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ClientDatabaseException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ": "
                        + NestedExceptionUtils.getMostSpecificCause(cause).getMessage(),
                "Check spring.r2dbc.url, username and password, or DATABASE_URL. A file can be open in one process only.",
                cause);
    }
}

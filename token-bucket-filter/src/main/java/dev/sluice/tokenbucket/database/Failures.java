package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.Objects;
import java.util.Set;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * What a failed statement says of its database, by the class of its SQL state (ISO/IEC 9075-2).
 *
 * <p>A database that has understood a statement and refuses it is there, and refuses it the next time too. All else that has no such state is
 * taken for an outage: a time-out, a broken connection, whatever keeps one from being made, and a disk that is full.
 */
final class Failures {

    /** No such feature; cardinality, data, constraints; a transaction that must only read; unknown statements; no such table, or no right. */
    private static final Set<String> REFUSED = Set.of("0A", "21", "22", "23", "25", "26", "27", "42");

    private static final String ROLLED_BACK = "40";

    /** {@code read_only_sql_transaction} of PostgreSQL. */
    private static final String READ_ONLY = "25006";

    private static final int CLASS_LENGTH = 2;

    private Failures() {}

    static boolean isRefusal(Throwable failure) {
        return REFUSED.contains(stateClass(failure));
    }

    /** Whether the refused statement would be carried out by a server that may write: this one is a standby, or was told to only read for a while. */
    static boolean isReadOnly(Throwable failure) {
        return state(failure).equals(READ_ONLY);
    }

    /** Whether others were in the way, which says nothing of the database. */
    static boolean isCollision(Throwable failure) {
        return stateClass(failure).equals(ROLLED_BACK);
    }

    /** The SQL state that a statement ended with; empty if it did not come so far. */
    static String state(Throwable failure) {
        return failure.getCause() instanceof R2dbcException answer && !isWithoutConnection(failure, answer)
                ? Objects.requireNonNullElse(answer.getSqlState(), "")
                : "";
    }

    /** What is said of a statement bears this name only if it is a matter of resources itself. */
    private static boolean isWithoutConnection(Throwable failure, R2dbcException cause) {
        return failure instanceof DataAccessResourceFailureException
                && !(cause instanceof R2dbcNonTransientResourceException);
    }

    private static String stateClass(Throwable failure) {
        String state = state(failure);
        return state.substring(0, Math.min(CLASS_LENGTH, state.length()));
    }
}

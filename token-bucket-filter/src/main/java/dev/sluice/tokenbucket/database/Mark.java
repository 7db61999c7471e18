package dev.sluice.tokenbucket.database;

import java.time.Duration;
import java.time.Instant;

/**
 * A moment of the database: which transactions were to be seen, and when that was by its own clock.
 *
 * @param snapshot the transactions, in PostgreSQL's words
 * @param server when the server was started: by this it is told from another one that has taken its place
 * @param at when
 */
record Mark(String snapshot, Instant server, Instant at) {

    /** Whether the server has neither been started again since, nor given way to another one that may have seen less. */
    boolean isOfTheServerOf(Mark earlier) {
        return server.equals(earlier.server);
    }

    /** Whether more than so much time has passed since an earlier mark. */
    boolean isLaterThan(Mark earlier, Duration time) {
        return Duration.between(earlier.at, at).compareTo(time) > 0;
    }
}

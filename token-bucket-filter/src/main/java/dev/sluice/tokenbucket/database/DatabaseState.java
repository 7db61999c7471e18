package dev.sluice.tokenbucket.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the clients' database answers, as the last statement found it; each change is one line in the log. */
public final class DatabaseState {

    private static final Logger log = LoggerFactory.getLogger(DatabaseState.class);

    private final InstantSource clock;
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private volatile Optional<Outage> outage = Optional.empty();

    /** A state in which the database is there. */
    public DatabaseState(InstantSource clock) {
        this.clock = clock;
    }

    /** Since when the database is away, and why; empty while it answers. */
    public Optional<Outage> outage() {
        return outage;
    }

    void answered() {
        if (outage.isPresent()) {
            end();
        }
    }

    /** Notes that a statement was refused, which is an answer; one line in the log for each SQL state. */
    void refused(String sqlState, String reason) {
        answered();
        if (refusals.add(sqlState)) {
            log.error("the clients' database refuses a statement: {} (SQL state {}, told once)", reason, sqlState);
        }
    }

    /** Notes a failure; true if it is the first. */
    synchronized boolean failed(String reason) {
        if (outage.isPresent()) {
            return false;
        }
        outage = Optional.of(new Outage(clock.instant(), reason));
        log.warn("the clients' database is away: {}; clients are known from memory", reason);
        return true;
    }

    private synchronized void end() {
        outage.ifPresent(over -> log.info(
                "the clients' database is back after {} s",
                Duration.between(over.since(), clock.instant()).toSeconds()));
        outage = Optional.empty();
    }

    /**
     * An outage of the database.
     *
     * @param since when it began
     * @param reason what the first statement met
     */
    public record Outage(Instant since, String reason) {}
}

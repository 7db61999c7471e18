package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.client.RepeatedSaving;
import java.time.Duration;

/**
 * Saves what was taken.
 *
 * <p>It is in the books within the interval: half of it passes between two readings, the other half is there for the writing. So a
 * process that is killed forgets what was taken in its last interval, and nothing older.
 */
public final class SavingLoop extends RepeatedSaving {

    private final FillSaver saver;

    /** A loop that rests until it is started. */
    public SavingLoop(FillSaver saver, Duration interval) {
        super("sluice-saver", interval.dividedBy(2));
        this.saver = saver;
    }

    /** How far the books are behind: everything that was taken longer ago than this is saved. */
    public Duration lag() {
        return saver.lag();
    }

    @Override
    protected void save() {
        saver.save();
    }
}

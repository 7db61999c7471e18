package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Saves again and again while the gateway runs, and once more when the last request has been answered.
 *
 * <p>What is taken is in the books within the interval: half of it passes between two readings, the other half is there for
 * the writing. So a process that is killed forgets what was taken in its last interval, and nothing older.
 */
public final class SavingLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SavingLoop.class);

    /** How long a stop waits for a saving that is under way: its statements have deadlines of their own. */
    private static final long PATIENCE_SECONDS = 10;

    private final FillSaver saver;
    private final Duration interval;
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean running;

    /** A loop that rests until it is started. */
    public SavingLoop(FillSaver saver, Duration interval) {
        this.saver = saver;
        this.interval = interval;
        this.thread = new ScheduledThreadPoolExecutor(1, loop -> new Thread(loop, "sluice-saver"));
    }

    /** Before the gateway takes requests, and until it has answered the last. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        long period = interval.dividedBy(2).toNanos();
        running = true;
        var unused = thread.scheduleAtFixedRate(this::save, period, period, TimeUnit.NANOSECONDS);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the last saving hangs");
            }
            saver.save();
        } catch (RepositoryUnavailableException e) {
            log.warn("what was taken last is not saved: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** How far the books are behind: everything that was taken longer ago than this is saved. */
    public Duration lag() {
        return saver.lag();
    }

    private void save() {
        try {
            saver.save();
        } catch (RepositoryUnavailableException e) {
            log.debug("not saved, to be tried again", e);
        } catch (RuntimeException e) {
            log.error("not saved, to be tried again", e);
        }
    }
}

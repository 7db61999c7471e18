package dev.sluice.tokenbucket.client;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Saves again and again while the gateway runs, on a thread of its own, and once more when the last request has been answered. What could
 * not be saved is tried again the next time.
 */
public class RepeatedSaving implements SmartLifecycle {

    /** How long a stop waits for a saving that is under way: its statements have deadlines of their own. */
    private static final long PATIENCE_SECONDS = 10;

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Runnable save;
    private final Duration period;
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean running;

    /**
     * A saving that rests until it is started.
     *
     * @param name the name of its thread
     * @param period the time from one saving to the next
     * @param save saves, or throws a {@link RepositoryUnavailableException}
     */
    protected RepeatedSaving(String name, Duration period, Runnable save) {
        this.save = save;
        this.period = period;
        this.thread = new ScheduledThreadPoolExecutor(1, loop -> new Thread(loop, name));
    }

    /** Before the gateway takes requests, and until it has answered the last. */
    @Override
    public final int getPhase() {
        return 0;
    }

    @Override
    public final void start() {
        running = true;
        var unused = thread.scheduleAtFixedRate(this::save, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public final void stop() {
        running = false;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the last saving hangs");
            }
            save.run();
        } catch (RepositoryUnavailableException e) {
            log.warn("what came last is not saved: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }

    private void save() {
        try {
            save.run();
        } catch (RepositoryUnavailableException e) {
            log.debug("not saved, to be tried again", e);
        } catch (RuntimeException e) {
            log.error("not saved, to be tried again", e);
        }
    }
}

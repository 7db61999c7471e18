package dev.sluice.tokenbucket.usage;

import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Saves a {@link UsageBook} again and again while the gateway runs, and once more when the last request has been answered. */
public final class UsageSaving implements SmartLifecycle {

    /** How long it takes at most, about, until other gateways know of a decision. */
    public static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(UsageSaving.class);

    /** How long a stop waits for a saving that is under way: its statements have deadlines of their own. */
    private static final long PATIENCE_SECONDS = 5;

    private final UsageBook book;
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, loop -> new Thread(loop, "sluice-usage"));
    private volatile boolean running;

    /** A saving that rests until it is started. */
    public UsageSaving(UsageBook book) {
        this.book = book;
    }

    /** Before the gateway takes requests, and until it has answered the last. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        running = true;
        var unused = thread.scheduleWithFixedDelay(
                this::save, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the last saving of usage hangs");
            }
            save();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void save() {
        try {
            book.save();
        } catch (RepositoryUnavailableException e) {
            log.debug("usage is not saved, to be tried again", e);
        } catch (RuntimeException e) {
            log.error("usage is not saved, to be tried again", e);
        }
    }
}

package dev.sluice.tokenbucket.client;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.util.StopWatch;

/**
 * Saves again and again while the gateway runs, on a thread of its own, and once more when the last request has been answered. What could
 * not be saved is tried again the next time.
 */
public abstract class RepeatedSaving implements SmartLifecycle {

    /** How long a stop waits for a saving that is under way: its statements have deadlines of their own. */
    private static final long PATIENCE_SECONDS = 10;

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Duration period;
    private final String name;
    private @Nullable ScheduledThreadPoolExecutor thread;
    private volatile boolean failing;

    /**
     * A saving that rests until it is started.
     *
     * @param name the name of its thread
     * @param period the time until the first saving, from a failed one to the next, and unless told otherwise from each to the next
     */
    protected RepeatedSaving(String name, Duration period) {
        this.name = name;
        this.period = period;
    }

    /**
     * Saves what is there, or a part of it.
     *
     * @throws RepositoryUnavailableException if the repository is away
     */
    protected abstract void save();

    /**
     * Saves everything, where that is more.
     *
     * @throws RepositoryUnavailableException if the repository is away
     */
    protected void saveAll() {
        save();
    }

    /** For how long to rest after a saving that took so long: for what is left of the period. */
    protected Duration rest(Duration took) {
        return took.compareTo(period) < 0 ? period.minus(took) : Duration.ZERO;
    }

    /** Before the gateway takes requests, and until it has answered the last. */
    @Override
    public final int getPhase() {
        return 0;
    }

    @Override
    public final synchronized void start() {
        if (thread == null) {
            thread = new ScheduledThreadPoolExecutor(1, loop -> new Thread(loop, name), new DiscardPolicy());
            thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
            schedule(thread, period);
        }
    }

    @Override
    public final synchronized void stop() {
        ExecutorService ending = thread;
        thread = null;
        if (ending != null) {
            end(ending);
        }
    }

    private void end(ExecutorService ending) {
        ending.shutdown();
        try {
            if (ending.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                saveAll();
            } else {
                log.warn("what came last is not saved: the saving before hangs");
            }
        } catch (RuntimeException e) {
            log.warn("what came last is not saved: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final synchronized boolean isRunning() {
        return thread != null;
    }

    private void schedule(ScheduledExecutorService on, Duration delay) {
        var unused = on.schedule(() -> turn(on), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void turn(ScheduledExecutorService on) {
        Duration rest = period;
        try {
            StopWatch watch = new StopWatch();
            watch.start();
            save();
            watch.stop();
            rest = rest(Duration.ofNanos(watch.getTotalTimeNanos()));
            failing = false;
        } catch (RepositoryUnavailableException e) {
            log.debug("not saved, to be tried again", e);
        } catch (RuntimeException | Error e) {
            tell(e);
        }
        schedule(on, rest);
    }

    /** The same again and again would be a flood. */
    private void tell(Throwable failure) {
        if (!failing) {
            log.error("not saved, to be tried again", failure);
        }
        failing = true;
    }
}

package dev.sluice.tokenbucket.ledger.shared;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks after a {@link SharedLedger} while the gateway runs, and gives everything back when the last request has been answered. */
public final class BankLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BankLoop.class);

    /** With {@link Patience#LEAST_MICROS} a request that a late bank leaves waiting is decided within 50 ms. */
    private static final Duration WAITING = Duration.ofMillis(10);

    /** A lease is renewed when half of it is over, which leaves five looks until its end. */
    private static final Duration ALL = Duration.ofMillis(200);

    /** So that an outage is found, and its end, also when nobody asks. */
    private static final Duration PRESENCE = Duration.ofMillis(500);

    /** For the first answers, and for the last. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SharedLedger ledger;
    private @Nullable ScheduledThreadPoolExecutor thread;

    /** A loop that rests until it is started. */
    public BankLoop(SharedLedger ledger) {
        this.ledger = ledger;
    }

    /** Before the gateway takes requests, and until it has answered the last; within the life of the connections, in phase 0. */
    @Override
    public int getPhase() {
        return 1;
    }

    @Override
    public synchronized void start() {
        if (thread == null) {
            thread = new ScheduledThreadPoolExecutor(1, loop -> new Thread(loop, "sluice-bank"));
            beginOn(thread);
        }
    }

    private void beginOn(ScheduledExecutorService thread) {
        ledger.present()
                .thenCompose(present -> ledger.warmUp())
                .handle((done, failure) -> null)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        every(thread, WAITING, ledger::lookAfterWaiting);
        every(thread, ALL, ledger::look);
        every(thread, PRESENCE, this::present);
    }

    private void present() {
        var unused = ledger.present();
    }

    private static void every(ScheduledExecutorService thread, Duration pause, Runnable what) {
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        what.run();
                    } catch (RuntimeException e) {
                        log.error("looking after the shared limits has failed, to be tried again", e);
                    }
                },
                pause.toMillis(),
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        ExecutorService ending = thread;
        thread = null;
        if (ending != null) {
            ending.shutdownNow();
            ledger.close(PATIENCE);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}

package dev.sluice.tokenbucket.ledger.shared;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks after a {@link SharedLedger} while the gateway runs, and gives everything back when the last request has been answered. */
public final class BankLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(BankLoop.class);

    /** A fifth of the time for which a request waits at most. */
    private static final Duration WAITING = Duration.ofMillis(10);

    /** A lease is renewed when half of it is over, and by then a look more often is enough. */
    private static final Duration ALL = Duration.ofMillis(200);

    /** So that an outage is found, and its end, also when nobody asks. */
    private static final Duration PRESENCE = Duration.ofMillis(500);

    /** For the first answers, and for the last. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final SharedLedger ledger;
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean running;

    /** A loop that rests until it is started. */
    public BankLoop(SharedLedger ledger) {
        this.ledger = ledger;
        this.thread = new ScheduledThreadPoolExecutor(1, loop -> new Thread(loop, "sluice-bank"));
    }

    /** Before the gateway takes requests, and until it has answered the last; within the life of the connections, in phase 0. */
    @Override
    public int getPhase() {
        return 1;
    }

    @Override
    public void start() {
        running = true;
        ledger.present()
                .thenCompose(present -> ledger.warmUp())
                .handle((done, failure) -> null)
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        every(WAITING, ledger::lookAfterWaiting);
        every(ALL, ledger::look);
        every(PRESENCE, this::present);
    }

    private void present() {
        var unused = ledger.present();
    }

    private void every(Duration pause, Runnable what) {
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
    public void stop() {
        running = false;
        thread.shutdownNow();
        ledger.close(PATIENCE);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

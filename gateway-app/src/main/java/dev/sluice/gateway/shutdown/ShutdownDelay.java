package dev.sluice.gateway.shutdown;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The time between the signal to stop and the stop: readiness is refused, everything else is served as before.
 *
 * <p>A load balancer needs that time to send its requests elsewhere; a port that closes at once refuses those that are on
 * their way. By the time this is stopped, the context has withdrawn its readiness.
 */
final class ShutdownDelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ShutdownDelay.class);

    private final Duration delay;
    private final LastAnswers lastAnswers;
    private volatile boolean running;

    ShutdownDelay(ShutdownProperties properties, LastAnswers lastAnswers) {
        this.delay = properties.delay();
        this.lastAnswers = lastAnswers;
    }

    /** Stopped first of all, long before the web server: what serves a request must not be gone while requests come. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Holds up nobody but the thread that stops the gateway, which has nothing else to do; an interrupt ends the wait. */
    @Override
    public void stop() {
        running = false;
        if (delay.isZero()) {
            return;
        }
        lastAnswers.begin();
        log.info("no longer ready, serving on for {} s", delay.toMillis() / 1000.0);
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

package dev.sluice.loadbalancer.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Time that stands still until it is moved on, by whoever moves it. */
public final class VirtualTime {

    private final VirtualTimeScheduler scheduler = VirtualTimeScheduler.create();
    private final Time time = new Time(
            () -> scheduler.now(TimeUnit.NANOSECONDS),
            () -> Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS)),
            scheduler);

    /** As the product sees it. */
    public Time time() {
        return time;
    }

    /** Does all that is due until then, in order. */
    public void pass(Duration duration) {
        scheduler.advanceTimeBy(duration);
    }

    /** Does what is due now. */
    public void now() {
        scheduler.advanceTime();
    }

    /** Milliseconds since the begin. */
    public long millis() {
        return scheduler.now(TimeUnit.MILLISECONDS);
    }

    /** How often somebody has asked for something to be done later. */
    public long scheduled() {
        return scheduler.getScheduledTaskCount();
    }
}

package dev.sluice.loadbalancer.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * The time that pools and health checks go by.
 *
 * @param nanoTime nanoseconds since some instant; setting the system's clock moves nothing
 * @param clock for what people read
 * @param scheduler runs what is due later
 */
public record Time(LongSupplier nanoTime, InstantSource clock, Scheduler scheduler) {

    /** The system's. */
    public static Time system(Scheduler scheduler) {
        return new Time(System::nanoTime, InstantSource.system(), scheduler);
    }

    /** Nanoseconds since some instant. */
    public long nanos() {
        return nanoTime.getAsLong();
    }

    /** Runs the task when the delay is over, unless it is disposed of before. */
    public Disposable after(Duration delay, Runnable task) {
        return scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    Instant instant() {
        return clock.instant();
    }
}

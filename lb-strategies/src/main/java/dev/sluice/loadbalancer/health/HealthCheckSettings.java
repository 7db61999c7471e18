package dev.sluice.loadbalancer.health;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * When instances are checked.
 *
 * @param interval from the begin of one check to the begin of the next, on average
 * @param timeout after which a check that hangs has failed
 */
public record HealthCheckSettings(Duration interval, Duration timeout) {

    /** Gateways that were started together drift apart, and so do the checks of one gateway. */
    private static final double JITTER = 0.1;

    /** An instance on which requests fail, or failed its first check, is checked so many times as often. */
    private static final int HASTE = 10;

    /** The time to the next check: the interval, give or take a tenth. */
    Duration next(DoubleSupplier chance) {
        double factor = 1 - JITTER + 2 * JITTER * chance.getAsDouble();
        return Duration.ofNanos((long) (interval.toNanos() * factor));
    }

    /** The time to the next check of an instance on which requests fail, or that has failed its first. */
    Duration inHaste() {
        return interval.dividedBy(HASTE);
    }
}

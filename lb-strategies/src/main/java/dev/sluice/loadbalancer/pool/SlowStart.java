package dev.sluice.loadbalancer.pool;

import java.time.Duration;

/**
 * The first time of an instance that is back: its share of the requests grows in {@value #STEPS} equal steps.
 *
 * @param begin when it came back, in nanoseconds of the pool's clock
 * @param duration how long until it has its whole share
 */
record SlowStart(long begin, Duration duration) {

    static final int STEPS = 10;

    /** From 1 to {@value #STEPS}, where its whole share is reached. */
    int step(long now) {
        double elapsed = (double) (now - begin) / duration.toNanos();
        return (int) Math.max(1, Math.min(STEPS, 1 + Math.floor(elapsed * STEPS)));
    }

    boolean isOver(long now) {
        return step(now) == STEPS;
    }

    /** How long a step lasts. */
    Duration stepLength() {
        return duration.dividedBy(STEPS);
    }
}

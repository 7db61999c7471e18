package dev.sluice.loadbalancer.pool;

import java.time.Duration;

/**
 * Whether an instance is taken out for what its requests have met, and for how long.
 *
 * @param active whether it is out
 * @param reason why, for people; empty if it never was
 * @param times how often in a row, without a spell of good conduct between
 * @param pause how long the last one is
 * @param end when the last one ends, in nanoseconds of the pool's clock
 */
record Ejection(boolean active, String reason, int times, Duration pause, long end) {

    static final Ejection NEVER = new Ejection(false, "", 0, Duration.ZERO, 0);

    /** Beyond it the pause would not fit a long; it is capped long before. */
    private static final int MAX_DOUBLINGS = 30;

    /**
     * One more: each lasts twice as long as the one before, unless the instance has been in for as long as it was out.
     *
     * @param now in nanoseconds of the pool's clock
     */
    Ejection again(String why, long now, EjectionPolicy policy) {
        boolean forgiven = times == 0 || now - end >= pause.toNanos();
        int count = forgiven ? 1 : times + 1;
        Duration doubled = policy.pause().multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS));
        Duration next = doubled.compareTo(policy.maxPause()) < 0 ? doubled : policy.maxPause();
        return new Ejection(true, why, count, next, now + next.toNanos());
    }

    /** It is over. */
    Ejection over() {
        return active ? new Ejection(false, reason, times, pause, end) : this;
    }
}

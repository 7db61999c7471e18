package dev.sluice.loadbalancer.inflight;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What one instance has had to do: the requests in flight on it, and how many there have been; safe for any thread. */
public final class Traffic {

    private final AtomicInteger inFlight = new AtomicInteger();
    private final LongAdder picks = new LongAdder();
    private final LongAdder failures = new LongAdder();

    /** Counts one more request in flight. */
    public void acquire() {
        inFlight.incrementAndGet();
        picks.increment();
    }

    /** Counts one more request in flight if there are still as many as expected. */
    public boolean acquireIf(int expectedInFlight) {
        boolean acquired = inFlight.compareAndSet(expectedInFlight, expectedInFlight + 1);
        if (acquired) {
            picks.increment();
        }
        return acquired;
    }

    void release(Outcome outcome) {
        inFlight.decrementAndGet();
        if (outcome.isFailure()) {
            failures.increment();
        }
    }

    /** Requests in flight, never negative. */
    public int inFlight() {
        return inFlight.get();
    }

    /** How often the instance was chosen. */
    public long picks() {
        return picks.sum();
    }

    /** How many requests failed on it: no connection, no answer, or half of one. */
    public long failures() {
        return failures.sum();
    }
}

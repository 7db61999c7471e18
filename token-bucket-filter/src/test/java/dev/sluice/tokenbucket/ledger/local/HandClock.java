package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.ledger.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved by hand. */
public final class HandClock implements MonotonicClock {

    private static final long STEP_NANOS = 100_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private Runnable onAdvance = () -> {};

    @Override
    public long nanos() {
        return nanos.get();
    }

    /** The instant, for a clock that began with 1970. */
    public Instant instant() {
        return Instant.EPOCH.plusNanos(nanos());
    }

    /** Moves the clock on. */
    public void advance(Duration by) {
        long end = nanos.get() + by.toNanos();
        while (nanos.get() < end) {
            nanos.addAndGet(Math.min(STEP_NANOS, end - nanos.get()));
            onAdvance.run();
        }
    }

    /** What is to happen at least ten times in each second that passes. */
    public void onAdvance(Runnable what) {
        onAdvance = what;
    }
}

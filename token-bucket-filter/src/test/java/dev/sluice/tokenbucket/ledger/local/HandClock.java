package dev.sluice.tokenbucket.ledger.local;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved by hand. */
public final class HandClock implements MonotonicClock {

    private final AtomicLong nanos = new AtomicLong();

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
        nanos.addAndGet(by.toNanos());
    }
}

package dev.sluice.admin.access;

import dev.sluice.tokenbucket.ledger.MonotonicClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved by hand. */
public final class HandClock implements MonotonicClock {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    /** Moves the clock on. */
    public void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }
}

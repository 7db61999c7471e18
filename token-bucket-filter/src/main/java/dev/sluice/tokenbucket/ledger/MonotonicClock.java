package dev.sluice.tokenbucket.ledger;

/** Nanoseconds since an origin, at least 0, that only ever grow; stepping the system's clock does not move them. */
@FunctionalInterface
public interface MonotonicClock {

    /** The nanoseconds since the clock's origin. */
    long nanos();

    /** The system's monotonic clock, counted from now. */
    static MonotonicClock system() {
        long origin = System.nanoTime();
        return () -> System.nanoTime() - origin;
    }
}

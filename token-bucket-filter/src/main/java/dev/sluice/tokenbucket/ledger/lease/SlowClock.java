package dev.sluice.tokenbucket.ledger.lease;

import dev.sluice.tokenbucket.ledger.MonotonicClock;

/**
 * Microseconds that pass more slowly than those of any bank: what flows into a slice by this clock is never more than by the bank's.
 *
 * <p>Clocks are disciplined by at most 500 millionths (adjtimex, NTP), and differ by some 100 millionths by themselves.
 */
public final class SlowClock {

    private static final long NANOS_PER_MICRO = 1_000;

    /** Of so many microseconds one is lost. */
    private static final long LOST = 1_000;

    static final double SPEED = 1 - 1.0 / LOST;

    private final MonotonicClock clock;

    /** A clock that loses a thousandth against another. */
    public SlowClock(MonotonicClock clock) {
        this.clock = clock;
    }

    /** The microseconds since the clock's origin. */
    public long micros() {
        long micros = clock.nanos() / NANOS_PER_MICRO;
        return micros - (micros + LOST - 1) / LOST;
    }

    /** What passes by a bank's clock while so much does by this one, about. */
    static long atBank(long micros) {
        return micros + micros / (LOST - 1);
    }
}

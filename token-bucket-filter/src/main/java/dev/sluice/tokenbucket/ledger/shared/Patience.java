package dev.sluice.tokenbucket.ledger.shared;

import dev.sluice.tokenbucket.ledger.lease.Holding;

/**
 * How long a bank that has not said no may take for its answer: a little longer than it does as a rule.
 *
 * <p>The mean of what its answers took, and four times their mean deviation, both smoothed as TCP's retransmission timer smooths them (RFC
 * 6298, section 2; Jacobson, <i>Congestion Avoidance and Control</i>, 1988). Where little was asked yet, as in a gateway whose code is still cold, it
 * is the most; some thirty quick answers make it the least.
 */
final class Patience {

    /** The least: with the pause between two looks a request is decided within 50 ms. */
    static final long LEAST_MICROS = 30_000;

    /** A bank that has not answered when a draw would be sent again is away: not later, since the time is counted from the last sending. */
    static final long MOST_MICROS = Holding.RETRY_MICROS;

    private static final double GAIN = 1 / 8.0;
    private static final double DEVIATION_GAIN = 1 / 4.0;
    private static final int DEVIATIONS = 4;

    /** Such that all is the most: nothing is known yet. */
    private double mean = (double) MOST_MICROS / (1 + DEVIATIONS);

    private double deviation = mean;

    /** Learns that an answer took so many microseconds; one that took more than the most is the end of an outage, and says nothing of others. */
    synchronized void answered(long micros) {
        if (micros < MOST_MICROS) {
            deviation += DEVIATION_GAIN * (Math.abs(mean - micros) - deviation);
            mean += GAIN * (micros - mean);
        }
    }

    /** In microseconds, at least {@link #LEAST_MICROS} and at most {@link #MOST_MICROS}. */
    synchronized long micros() {
        return Math.max(LEAST_MICROS, Math.min(MOST_MICROS, (long) (mean + DEVIATIONS * deviation)));
    }
}

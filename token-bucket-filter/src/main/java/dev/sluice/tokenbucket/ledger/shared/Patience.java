package dev.sluice.tokenbucket.ledger.shared;

/**
 * How long a bank that has not said no may take for its answer: a little longer than it does as a rule.
 *
 * <p>The mean of what its answers took, and four times their mean deviation, both smoothed as TCP's retransmission timer smooths them (RFC
 * 6298, section 2; Jacobson, <i>Congestion Avoidance and Control</i>, 1988). Where little was asked yet, as in a gateway whose code is still cold, it
 * is the most; two dozen quick answers make it the least.
 */
final class Patience {

    /** The least: with the pause between two looks a request is decided within 50 ms. */
    static final long LEAST_MICROS = 30_000;

    private static final double GAIN = 1 / 8.0;
    private static final double DEVIATION_GAIN = 1 / 4.0;
    private static final int DEVIATIONS = 4;

    private final long most;
    private double mean;
    private double deviation;

    /**
     * The most, as nothing is known yet.
     *
     * @param most in microseconds; what takes longer is no answer but an outage, and says nothing of other answers
     */
    Patience(long most) {
        this.most = most;
        this.mean = (double) most / (1 + DEVIATIONS);
        this.deviation = mean;
    }

    /** Learns that an answer took so many microseconds. */
    synchronized void answered(long micros) {
        if (micros < most) {
            deviation += DEVIATION_GAIN * (Math.abs(mean - micros) - deviation);
            mean += GAIN * (micros - mean);
        }
    }

    /** In microseconds, at least {@link #LEAST_MICROS}. */
    synchronized long micros() {
        return Math.max(LEAST_MICROS, Math.min(most, (long) (mean + DEVIATIONS * deviation)));
    }
}

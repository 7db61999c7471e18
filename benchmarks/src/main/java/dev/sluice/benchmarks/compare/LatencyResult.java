package dev.sluice.benchmarks.compare;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long answers took that were asked for at a given rate, counted from when each request was due; in milliseconds.
 *
 * @param asked requests a second that were due
 * @param achieved answers a second
 * @param late 99th percentile of how late the generator itself was, which is part of the latencies
 * @param cpu seconds of the contender's processor time for 1,000 requests
 * @param errors requests without an answer, or with one that is not 200
 */
record LatencyResult(
        double asked,
        double achieved,
        double p50,
        double p90,
        double p99,
        double p999,
        double late,
        double cpu,
        long errors) {

    /** Chance alone makes a per cent or two, more or less, of the requests of a few seconds. */
    private static final double KEPT_UP = 0.95;

    /** Each figure has its own median; errors are added up. */
    static LatencyResult median(List<LatencyResult> turns) {
        return new LatencyResult(
                Median.of(turns, LatencyResult::asked),
                Median.of(turns, LatencyResult::achieved),
                Median.of(turns, LatencyResult::p50),
                Median.of(turns, LatencyResult::p90),
                Median.of(turns, LatencyResult::p99),
                Median.of(turns, LatencyResult::p999),
                Median.of(turns, LatencyResult::late),
                Median.of(turns, LatencyResult::cpu),
                turns.stream().mapToLong(LatencyResult::errors).sum());
    }

    /** Whether answers came as fast as requests: if not, latencies only say how long the run was. */
    boolean keptUp() {
        return achieved > asked * KEPT_UP;
    }

    /** At that percentile, of nanoseconds. */
    static double millis(Histogram nanos, double percentile) {
        return (double) nanos.getValueAtPercentile(percentile) / TimeUnit.MILLISECONDS.toNanos(1);
    }

    @Override
    public String toString() {
        return "%,7.0f/s asked, %,7.0f/s answered  p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f ms  (late: %.2f)  %.4f s of CPU/1,000  %d errors"
                .formatted(asked, achieved, p50, p90, p99, p999, late, cpu, errors);
    }
}

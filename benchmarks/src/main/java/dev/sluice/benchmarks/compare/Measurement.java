package dev.sluice.benchmarks.compare;

import java.util.List;

/**
 * One turn of one contender, or the medians of several.
 *
 * @param perSecond requests
 * @param p50 in milliseconds
 * @param p99 in milliseconds
 * @param cpu seconds of processor time for 1,000 requests
 * @param besides the same, of servers that work for the contender
 * @param refused answers with a status from 400 on
 * @param broken requests without an answer
 */
record Measurement(
        double perSecond,
        double p50,
        double p99,
        double cpu,
        double besides,
        long requests,
        long refused,
        long broken) {

    private static final double THOUSAND = 1_000;

    static Measurement of(WrkResult result, double cpuSeconds, double besidesSeconds) {
        double thousands = result.requests() / THOUSAND;
        return new Measurement(
                result.perSecond(),
                result.p50(),
                result.p99(),
                cpuSeconds / thousands,
                besidesSeconds / thousands,
                result.requests(),
                result.refused(),
                result.broken());
    }

    /** Each figure has its own median; what has to be none at all is added up. */
    static Measurement median(List<Measurement> turns) {
        return new Measurement(
                Median.of(turns, Measurement::perSecond),
                Median.of(turns, Measurement::p50),
                Median.of(turns, Measurement::p99),
                Median.of(turns, Measurement::cpu),
                Median.of(turns, Measurement::besides),
                turns.stream().mapToLong(Measurement::requests).sum(),
                turns.stream().mapToLong(Measurement::refused).sum(),
                turns.stream().mapToLong(Measurement::broken).sum());
    }

    long errors() {
        return refused + broken;
    }

    @Override
    public String toString() {
        return "%,8.0f/s  p50 %.2f ms  p99 %.2f ms  %.4f s of CPU/1,000  %d refused, %d broken"
                .formatted(perSecond, p50, p99, cpu, refused, broken);
    }
}

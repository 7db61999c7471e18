package dev.sluice.gateway.console;

import dev.sluice.gateway.console.Traffic.Totals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** Makes rates of counts: each reading is about the time since the one before. To be read by one thread. */
final class TrafficMeter {

    private final Supplier<Totals> counts;
    private final Latencies latencies;
    private final LongSupplier nanos;
    private final InstantSource calendar;
    private Totals last;
    private long lastNanos;

    /**
     * A meter of these counts.
     *
     * @param nanos a clock that nobody sets, in nanoseconds
     */
    TrafficMeter(Supplier<Totals> counts, Latencies latencies, LongSupplier nanos, InstantSource calendar) {
        this.counts = counts;
        this.latencies = latencies;
        this.nanos = nanos;
        this.calendar = calendar;
        this.last = counts.get();
        this.lastNanos = nanos.getAsLong();
    }

    /** Begins anew: the next reading is about the time since now. */
    void begin() {
        latencies.watch(true);
        last = counts.get();
        lastNanos = nanos.getAsLong();
    }

    /** Nobody will read for a while. */
    void end() {
        latencies.watch(false);
    }

    /** What was done since the last reading. */
    Traffic read() {
        long now = nanos.getAsLong();
        Totals totals = counts.get();
        Histogram took = latencies.take();
        double seconds =
                Math.max(1, now - lastNanos) / (double) Duration.ofSeconds(1).toNanos();
        Instant at = calendar.instant();
        Traffic traffic = new Traffic(
                at,
                (totals.requests() - last.requests()) / seconds,
                (totals.refusals() - last.refusals()) / seconds,
                (totals.errors() - last.errors()) / seconds,
                millis(took, 50),
                millis(took, 99),
                totals);
        last = totals;
        lastNanos = now;
        return traffic;
    }

    private static @Nullable Double millis(Histogram took, double percentile) {
        return took.getTotalCount() == 0 ? null : took.getValueAtPercentile(percentile) / 1000.0;
    }
}

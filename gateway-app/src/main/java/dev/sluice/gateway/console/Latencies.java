package dev.sluice.gateway.console;

import dev.sluice.gateway.completion.Completion;
import dev.sluice.gateway.completion.CompletionListener;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** How long proxied requests take, from their head to the last byte of their answer: recorded while somebody looks, and only then. */
final class Latencies implements CompletionListener {

    /** What takes longer is counted as this. */
    private static final long MOST_MICROS = TimeUnit.HOURS.toMicros(1);

    /** To one part in a hundred. */
    private static final int DIGITS = 2;

    private final Recorder recorder = new Recorder(MOST_MICROS, DIGITS);
    private volatile boolean watched;

    @Override
    public void completed(Completion completion) {
        if (watched) {
            recorder.recordValue(Math.min(MOST_MICROS, TimeUnit.NANOSECONDS.toMicros(completion.nanos())));
        }
    }

    /** Begins with nothing, or ends. */
    void watch(boolean watched) {
        recorder.reset();
        this.watched = watched;
    }

    /** Those since the last call, in microseconds. */
    Histogram take() {
        return recorder.getIntervalHistogram();
    }
}

package dev.sluice.benchmarks.compare;

import java.util.Locale;

/** Figures as they are written: no more digits than mean anything. */
final class Numbers {

    private Numbers() {}

    static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String millis(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    static String cpu(double seconds) {
        return String.format(Locale.ROOT, "%.4f", seconds);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}

package dev.sluice.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value is drawn.
 *
 * @param zero where the least value is, in pixels
 * @param pixels from there to the greatest; negative where values grow upwards
 * @param least positive if logarithmic
 */
record Scale(double zero, double pixels, double least, double most, boolean logarithmic) {

    /** Some five ticks are enough to read a value by. */
    private static final double TICKS = 5;

    static Scale linear(double zero, double pixels, double most) {
        return new Scale(zero, pixels, 0, most, false);
    }

    /** From one power of ten to another, so that all values are between. */
    static Scale logarithmic(double zero, double pixels, double least, double most) {
        double from = Math.pow(10, Math.floor(Math.log10(least)));
        double to = Math.pow(10, Math.ceil(Math.log10(most)));
        return new Scale(zero, pixels, from, to > from ? to : from * 10, true);
    }

    double at(double value) {
        return zero + pixels * share(value);
    }

    private double share(double value) {
        return logarithmic
                ? Math.log(Math.max(value, least) / least) / Math.log(most / least)
                : (value - least) / (most - least);
    }

    /** Round numbers within. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double tick = least; tick <= most * 1.001; tick *= 10) {
                ticks.add(tick);
            }
        } else {
            double step = step(most / TICKS);
            for (int i = 0; i * step <= most * 1.001; i++) {
                ticks.add(i * step);
            }
        }
        return List.copyOf(ticks);
    }

    /** The next of 1, 2, 5, 10, 20, 50, and so on. */
    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        double digit = atLeast / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}

package dev.sluice.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs everything and prints what it found: nanoseconds and bytes per decision on one thread and on two, bytes per key. */
public final class Report {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private Report() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws RunnerException {
        System.out.printf(
                "%s %s, %s%n", System.getProperty("java.vm.name"), Runtime.version(), System.getProperty("os.arch"));
        for (int threads = 1; threads <= 2; threads++) {
            print(threads, new Runner(options(threads)).run());
        }
        BytesPerKey.print();
    }

    private static Options options(int threads) {
        return new OptionsBuilder()
                .include(DecisionBenchmark.class.getSimpleName())
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .threads(threads)
                .build();
    }

    private static void print(int threads, Collection<RunResult> results) {
        for (DecisionBenchmark.Outcome outcome : DecisionBenchmark.Outcome.values()) {
            List<RunResult> ofOutcome = results.stream()
                    .filter(result -> result.getParams().getParam("outcome").equals(outcome.name()))
                    .toList();
            double sluice = ofOutcome.stream()
                    .filter(result -> name(result).equals("sluice"))
                    .mapToDouble(Report::nanos)
                    .sum();
            System.out.printf("%n%s, %d thread(s)%n", outcome, threads);
            for (RunResult result : ofOutcome) {
                System.out.printf(
                        "%-14s %7.1f ns  %5.2f x sluice  %4.0f bytes%n",
                        name(result), nanos(result), nanos(result) / sluice, bytes(result));
            }
        }
    }

    private static String name(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static double nanos(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static double bytes(RunResult result) {
        return Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED))
                .getScore();
    }
}

package dev.sluice.benchmarks.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be measured, and for how long.
 *
 * @param only names of contenders; none for all
 * @param rounds how often each contender has its turn
 * @param seconds of each turn
 * @param warmUp seconds of load for each JVM before anything is measured
 * @param quick whether this is only to see that it works
 */
record Options(List<String> only, List<Suite> suites, int rounds, int seconds, int warmUp, boolean quick) {

    private static final Options DEFAULT = new Options(List.of(), List.of(new MainSuite()), 5, 10, 20, false);

    /** The compilers need some 15 s of load for all that matters; the rest is reserve. */
    private static final int QUICK_WARM_UP = 3;

    /** Throws {@link ComplaintException} for anything that it does not know. */
    static Options parse(String... arguments) {
        Options options = DEFAULT;
        List<String> rest = new ArrayList<>(Arrays.asList(arguments));
        while (!rest.isEmpty()) {
            String option = rest.remove(0);
            options = option.equals("--quick")
                    ? new Options(options.only, options.suites, 1, 3, QUICK_WARM_UP, true)
                    : options.with(option, rest);
        }
        return options;
    }

    private Options with(String option, List<String> rest) {
        return switch (option) {
            case "--only" -> new Options(names(option, rest), suites, rounds, seconds, warmUp, quick);
            case "--suites" -> new Options(only, suites(names(option, rest)), rounds, seconds, warmUp, quick);
            case "--rounds" -> new Options(only, suites, number(option, rest), seconds, warmUp, quick);
            case "--seconds" -> new Options(only, suites, rounds, number(option, rest), warmUp, quick);
            case "--warm-up" -> new Options(only, suites, rounds, seconds, number(option, rest), quick);
            default -> throw new ComplaintException(option + " is unknown: see benchmarks/compare --help");
        };
    }

    boolean wants(String contender) {
        return only.isEmpty() || only.contains(contender);
    }

    /** What was measured in a hurry is not kept among the results. */
    Path results(Path root) {
        return root.resolve(quick ? "benchmarks/target/results" : "benchmarks/results");
    }

    private static List<Suite> suites(List<String> names) {
        return names.equals(List.of("all"))
                ? Suite.all()
                : names.stream().map(Suite::named).toList();
    }

    private static List<String> names(String option, List<String> rest) {
        return Stream.of(value(option, rest).split(",", -1)).toList();
    }

    private static int number(String option, List<String> rest) {
        String value = value(option, rest);
        if (!value.matches("[1-9][0-9]{0,5}")) {
            throw new ComplaintException(option + " takes a number, not " + value);
        }
        return Integer.parseInt(value);
    }

    private static String value(String option, List<String> rest) {
        if (rest.isEmpty()) {
            throw new ComplaintException(option + " takes a value: see benchmarks/compare --help");
        }
        return rest.remove(0);
    }
}

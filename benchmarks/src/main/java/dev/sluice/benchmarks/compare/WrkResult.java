package dev.sluice.benchmarks.compare;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What wrk has counted; latencies are those of a closed loop, in milliseconds.
 *
 * @param refused answers with a status from 400 on
 * @param broken connections and requests that failed without an answer
 */
record WrkResult(long requests, double seconds, double p50, double p99, long refused, long broken) {

    private static final String MARK = "RESULT ";

    /** Reads the line that {@code load.lua} prints at the end. */
    static WrkResult parse(String output) {
        Map<String, Long> values = output.lines()
                .filter(line -> line.startsWith(MARK))
                .flatMap(line -> Stream.of(line.substring(MARK.length()).trim().split(" ", -1)))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Long.parseLong(pair[1])));
        if (values.isEmpty()) {
            throw new ComplaintException("wrk has measured nothing:\n" + output);
        }
        return new WrkResult(
                value(values, "requests"),
                value(values, "micros") / 1e6,
                value(values, "p50") / 1e3,
                value(values, "p99") / 1e3,
                value(values, "status"),
                value(values, "connect") + value(values, "read") + value(values, "write") + value(values, "timeout"));
    }

    private static long value(Map<String, Long> values, String name) {
        return values.getOrDefault(name, 0L);
    }

    double perSecond() {
        return requests / seconds;
    }
}

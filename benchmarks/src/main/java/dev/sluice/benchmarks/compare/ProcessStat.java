package dev.sluice.benchmarks.compare;

import java.util.List;

/**
 * A line of {@code /proc/<pid>/stat}, as far as it matters (proc(5)).
 *
 * @param ticks of processor time, of the user and of the system, that the process itself has had
 */
record ProcessStat(long pid, long parent, long ticks) {

    private static final int PARENT = 1;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    /** The name stands in parentheses, and may have spaces and parentheses itself: only the last one ends it. */
    static ProcessStat parse(String line) {
        long pid = Long.parseLong(line.substring(0, line.indexOf(' ')));
        List<String> afterName =
                List.of(line.substring(line.lastIndexOf(')') + 2).trim().split(" ", -1));
        return new ProcessStat(
                pid,
                Long.parseLong(afterName.get(PARENT)),
                Long.parseLong(afterName.get(USER_TICKS)) + Long.parseLong(afterName.get(SYSTEM_TICKS)));
    }
}

package dev.sluice.loadbalancer.pool;

import java.util.Optional;

/**
 * What the health checks of an instance have come to.
 *
 * @param passing whether the instance counts as healthy
 * @param contradictions how many checks in a row have said otherwise
 * @param last what the last check found; absent before the first
 */
record Verdict(boolean passing, int contradictions, Optional<CheckResult> last) {

    /** Before the first check, an instance has the benefit of the doubt. */
    static final Verdict UNCHECKED = new Verdict(true, 0, Optional.empty());

    /**
     * The verdict after one more check: it takes {@code rise} or {@code fall} in a row to change it, but the very first check
     * decides alone, since nothing is known that it could contradict.
     */
    Verdict after(CheckResult result, int rise, int fall) {
        boolean passed = result.passed();
        if (passed == passing) {
            return new Verdict(passing, 0, Optional.of(result));
        }
        int needed = last.isEmpty() ? 1 : passing ? fall : rise;
        return contradictions + 1 >= needed
                ? new Verdict(passed, 0, Optional.of(result))
                : new Verdict(passing, contradictions + 1, Optional.of(result));
    }
}

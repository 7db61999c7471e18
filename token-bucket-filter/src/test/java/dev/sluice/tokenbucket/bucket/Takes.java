package dev.sluice.tokenbucket.bucket;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What was admitted, and when. */
final class Takes {

    private record Take(long at, long cost) {}

    private final List<Take> takes = new ArrayList<>();

    void add(long at, long cost) {
        takes.add(new Take(at, cost));
    }

    int size() {
        return takes.size();
    }

    static Takes merged(Collection<Takes> parts) {
        Takes merged = new Takes();
        parts.forEach(part -> merged.takes.addAll(part.takes));
        return merged;
    }

    /**
     * The most that any window of time exceeds the rate by, in the measure of {@link ExactBucket}: the law says that it is
     * at most the capacity.
     *
     * <p>With s(t) = taken until t - rate * t, a window from a to b exceeds it by s(b) - s(just before a), so the largest
     * excess at b is over the least s before it: one pass finds the worst of all windows.
     */
    BigInteger worstExcess(Limit limit) {
        BigInteger taken = BigInteger.ZERO;
        BigInteger leastBefore = null;
        BigInteger worst = BigInteger.ZERO;
        for (Take take :
                takes.stream().sorted(Comparator.comparingLong(Take::at)).toList()) {
            BigInteger flow = ExactBucket.flow(limit, take.at());
            BigInteger before = taken.subtract(flow);
            leastBefore = leastBefore == null ? before : before.min(leastBefore);
            taken = taken.add(ExactBucket.tokens(take.cost()));
            worst = worst.max(taken.subtract(flow).subtract(leastBefore));
        }
        return worst;
    }
}

package dev.sluice.tokenbucket.filter;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each {@link Outcome} was decided, over all routes, since the gateway started.
 *
 * <p>Adders, because every event loop counts at once and hardly anybody reads.
 */
public final class DecisionCounts {

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    /** All at zero. */
    public DecisionCounts() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    void count(Outcome outcome) {
        adder(outcome).increment();
    }

    /** How often this was the outcome. */
    public long of(Outcome outcome) {
        return adder(outcome).sum();
    }

    private LongAdder adder(Outcome outcome) {
        return Objects.requireNonNull(counts.get(outcome));
    }
}

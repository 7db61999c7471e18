package dev.sluice.tokenbucket.filter;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How often each {@link Outcome} was decided, over all routes, since the gateway started.
 *
 * <p>Adders, because every event loop counts at once and hardly anybody reads.
 */
public final class DecisionCounts implements DecisionListener {

    private final Map<Outcome, LongAdder> counts = new EnumMap<>(Outcome.class);

    /** All at zero. */
    public DecisionCounts() {
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, new LongAdder());
        }
    }

    @Override
    public void decided(Outcome outcome, @Nullable ClientKey key, @Nullable Client client, long cost) {
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

package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.strategy.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * An instance that takes requests, with its share of them for the time being.
 *
 * @param backend the instance
 * @param weight its share relative to the others'
 */
record Member(Backend backend, int weight) implements Candidate {

    /** For a request that has acquired it. */
    Chosen chosen() {
        return new Chosen(backend.instance(), backend.permit());
    }

    String address() {
        return backend.address();
    }

    /** One with another share is the same still, so that strategies go on where they were. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Member member && member.backend == backend;
    }

    @Override
    public int hashCode() {
        return backend.hashCode();
    }

    @Override
    public int inFlight() {
        return backend.traffic().inFlight();
    }

    @Override
    public void acquire() {
        backend.traffic().acquire();
    }

    @Override
    public boolean acquireIf(int expectedInFlight) {
        return backend.traffic().acquireIf(expectedInFlight);
    }
}

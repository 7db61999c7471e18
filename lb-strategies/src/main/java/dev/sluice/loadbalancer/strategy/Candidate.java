package dev.sluice.loadbalancer.strategy;

/** One instance, as a strategy sees it. */
public interface Candidate {

    /** The largest share, so that the products and sums of shares stay far from any overflow. */
    int MAX_WEIGHT = 10_000;

    /** Its share of the requests relative to the others', 1 to {@value #MAX_WEIGHT}; constant. */
    int weight();

    /** Requests that are in flight on it now; changes while a strategy looks. */
    int inFlight();

    /** Counts one more request in flight. */
    void acquire();

    /**
     * Counts one more request in flight if there are still exactly as many as expected; otherwise changes nothing and answers
     * false.
     */
    boolean acquireIf(int expectedInFlight);
}

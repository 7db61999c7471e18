package dev.sluice.loadbalancer.strategy;

/** Chooses one of a fixed list of candidates and counts the request on it; safe for any number of threads. */
@FunctionalInterface
public interface Selector<T extends Candidate> {

    /** The chosen one, already acquired: whoever asked releases it. */
    T select();
}

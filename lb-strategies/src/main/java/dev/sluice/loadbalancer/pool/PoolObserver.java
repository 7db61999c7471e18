package dev.sluice.loadbalancer.pool;

/**
 * Learns which instances there are: who joins and leaves is told in order, by one thread at a time for each pool, and whom a request has failed
 * on by any thread at any time.
 */
public interface PoolObserver {

    /** An instance belongs to the pool from now on. */
    void joined(Pool pool, Backend backend);

    /** An instance belongs to the pool no longer; requests may still be in flight on it. */
    void left(Pool pool, Backend backend);

    /** A request has failed on an instance. */
    default void suspected(Backend backend) {}
}

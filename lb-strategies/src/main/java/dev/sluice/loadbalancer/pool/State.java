package dev.sluice.loadbalancer.pool;

/** Whether an instance takes requests, and if not, why. */
public enum State {
    /** It takes requests. */
    UP,
    /** Its health checks fail. */
    DOWN,
    /** Requests have failed on it, and it has a pause. */
    EJECTED,
    /** An operator has asked that it get no new requests. */
    DRAINING
}

package dev.sluice.loadbalancer.pool;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many further attempts a service's requests may make: a token bucket whose clock is the requests themselves.
 *
 * <p>Each request adds a share of a token, each further attempt takes a whole one; so n requests in a row make at most that share
 * of n further attempts, and {@value #RESERVE}. A dying pool is spared what would be a storm, while a single instance that goes
 * away under little traffic costs nobody an answer. Finagle's retry budget is the same with a clock.
 */
final class FailoverBudget {

    /** Enough for the requests that are under way to an instance at the moment when it dies. */
    static final int RESERVE = 100;

    /** Tokens are counted in hundredths, so that a request adds a whole number of them. */
    private static final int TOKEN = 100;

    private final int percent;
    private final long capacity;
    private final AtomicLong balance;

    /** Further attempts for so many percent of the requests; with 0 there are none at all. */
    FailoverBudget(int percent) {
        this.percent = percent;
        this.capacity = percent == 0 ? 0 : (long) RESERVE * TOKEN;
        this.balance = new AtomicLong(capacity);
    }

    /** A request begins. */
    void deposit() {
        if (balance.get() < capacity) {
            balance.updateAndGet(now -> Math.min(capacity, now + percent));
        }
    }

    /** How many further attempts there may be at once, without a request in between. */
    long available() {
        return balance.get() / TOKEN;
    }

    /** A further attempt, if there is a token left for it. */
    boolean withdraw() {
        return balance.getAndUpdate(now -> now >= TOKEN ? now - TOKEN : now) >= TOKEN;
    }
}

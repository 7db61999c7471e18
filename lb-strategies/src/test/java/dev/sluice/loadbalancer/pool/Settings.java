package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import java.time.Duration;
import java.util.function.Supplier;

/** Settings of a pool, each test with what it is about. */
public record Settings(
        Supplier<LoadBalancingStrategy> strategy, int rise, int fall, EjectionPolicy ejection, Duration slowStart) {

    static final Duration PAUSE = Duration.ofSeconds(5);
    static final Duration REFRESH_INTERVAL = Duration.ofSeconds(5);

    /** In turn; one check decides; three failures in a row eject; no slow start. */
    public static Settings usual() {
        return new Settings(LoadBalancingStrategy::roundRobin, 1, 1, ejecting(3, false, 50), Duration.ZERO);
    }

    static EjectionPolicy ejecting(int failures, boolean serverErrors, int share) {
        return new EjectionPolicy(failures, serverErrors, PAUSE, Duration.ofMinutes(5), share);
    }

    Settings with(Supplier<LoadBalancingStrategy> other) {
        return new Settings(other, rise, fall, ejection, slowStart);
    }

    Settings with(EjectionPolicy other) {
        return new Settings(strategy, rise, fall, other, slowStart);
    }

    Settings with(Duration other) {
        return new Settings(strategy, rise, fall, ejection, other);
    }

    /** As the product sees them. */
    public PoolSettings toPool() {
        return new PoolSettings("any", strategy, rise, fall, ejection, slowStart, 20, REFRESH_INTERVAL);
    }
}

package dev.sluice.loadbalancer.health;

import dev.sluice.loadbalancer.pool.Backend;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.PoolObserver;
import dev.sluice.loadbalancer.pool.Time;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import reactor.core.publisher.Mono;

/**
 * Checks every instance of a pool, from the moment when it joins, and tells the pool what it found.
 *
 * <p>Each instance has a round of its own, so that one that hangs delays no other. One on which a request has failed is
 * checked ahead of its time.
 */
public final class HealthChecks implements PoolObserver {

    private final Probe probe;
    private final HealthCheckSettings settings;
    private final Time time;
    private final DoubleSupplier chance;
    private final Map<Backend, CheckRound> rounds = new ConcurrentHashMap<>();

    /**
     * Checks with this probe.
     *
     * @param chance from 0 to 1, exclusive; spreads the checks
     */
    public HealthChecks(Probe probe, HealthCheckSettings settings, Time time, DoubleSupplier chance) {
        this.probe = probe;
        this.settings = settings;
        this.time = time;
        this.chance = chance;
    }

    @Override
    public void joined(Pool pool, Backend backend) {
        Mono<Void> check = Mono.defer(() -> probe.check(backend.instance()));
        CheckRound round = new CheckRound(check, settings, time, chance, result -> pool.checked(backend, result));
        rounds.put(backend, round);
        round.start();
    }

    @Override
    public void left(Pool pool, Backend backend) {
        Optional.ofNullable(rounds.remove(backend)).ifPresent(CheckRound::stop);
    }

    @Override
    public void suspected(Backend backend) {
        Optional.ofNullable(rounds.get(backend)).ifPresent(CheckRound::hurry);
    }
}

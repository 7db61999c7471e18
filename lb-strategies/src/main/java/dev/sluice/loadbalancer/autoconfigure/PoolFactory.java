package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.health.HealthChecks;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.PoolObserver;
import dev.sluice.loadbalancer.pool.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the pool of a service, with its settings and its health checks. */
final class PoolFactory {

    private final ServiceSettings settings;
    private final Time time;
    private final Probes probes;
    private final List<PoolObserver> observers;

    PoolFactory(ServiceSettings settings, Time time, Probes probes, List<PoolObserver> observers) {
        this.settings = settings;
        this.time = time;
        this.probes = probes;
        this.observers = observers;
    }

    Pool create(String service) {
        SluiceLoadBalancerProperties properties = settings.of(service);
        List<PoolObserver> all = new ArrayList<>(observers);
        if (properties.healthCheck().enabled()) {
            all.add(checks(properties.healthCheck()));
        }
        return new Pool(service, properties.pool(), time, all);
    }

    private HealthChecks checks(HealthCheckProperties properties) {
        return new HealthChecks(
                probes.create(properties),
                properties.settings(),
                time,
                () -> ThreadLocalRandom.current().nextDouble());
    }
}

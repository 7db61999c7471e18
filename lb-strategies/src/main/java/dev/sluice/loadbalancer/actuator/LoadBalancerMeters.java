package dev.sluice.loadbalancer.actuator;

import dev.sluice.loadbalancer.pool.Backend;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.PoolObserver;
import dev.sluice.loadbalancer.pool.State;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The pools as meters, all under {@code sluice.load.balancer}.
 *
 * <p>Tagged with service and backend: {@code picks}, {@code failures} and {@code ejections}, the gauges {@code in.flight},
 * {@code up}, which is 1 while the instance takes requests, and {@code state}, which is 1 for the state that it is in and 0 for
 * the others. Tagged with the service: {@code failovers}, the further attempts after failed connections, {@code
 * failover.budget}, how many there may be at this moment, and {@code refusals}, the requests for which there was no instance.
 * They read what is counted anyway, and cost a request nothing.
 *
 * <p>The tag is not called {@code instance}, because Prometheus calls the gateway itself so.
 */
public final class LoadBalancerMeters implements PoolObserver {

    private static final String PREFIX = "sluice.load.balancer.";

    private final MeterRegistry registry;
    private final Set<Pool> known = ConcurrentHashMap.newKeySet();
    private final Map<Backend, List<Meter>> meters = new ConcurrentHashMap<>();

    /** Meters in this registry. */
    public LoadBalancerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void joined(Pool pool, Backend backend) {
        if (known.add(pool)) {
            register(pool);
        }
        meters.put(backend, register(backend));
    }

    @Override
    public void left(Pool pool, Backend backend) {
        Optional.ofNullable(meters.remove(backend)).ifPresent(gone -> gone.forEach(registry::remove));
    }

    private void register(Pool pool) {
        Tags tags = Tags.of("service", pool.service());
        FunctionCounter.builder(PREFIX + "failovers", pool, Pool::failovers)
                .tags(tags)
                .description("further attempts after failed connections")
                .register(registry);
        Gauge.builder(PREFIX + "failover.budget", pool, Pool::failoverBudget)
                .tags(tags)
                .description("further attempts that there may be at this moment")
                .register(registry);
        FunctionCounter.builder(PREFIX + "refusals", pool, Pool::refusals)
                .tags(tags)
                .description("requests for which there was no instance")
                .register(registry);
    }

    private List<Meter> register(Backend backend) {
        Tags tags = Tags.of("service", backend.service(), "backend", backend.id());
        List<Meter> registered = new ArrayList<>();
        Collections.addAll(
                registered,
                FunctionCounter.builder(
                                PREFIX + "picks", backend, it -> it.traffic().picks())
                        .tags(tags)
                        .description("how often the instance was chosen")
                        .register(registry),
                FunctionCounter.builder(
                                PREFIX + "failures", backend, it -> it.traffic().failures())
                        .tags(tags)
                        .description("requests that failed on the instance")
                        .register(registry),
                FunctionCounter.builder(PREFIX + "ejections", backend, Backend::ejections)
                        .tags(tags)
                        .description("how often the instance was taken out because requests failed on it")
                        .register(registry),
                Gauge.builder(PREFIX + "in.flight", backend, it -> it.traffic().inFlight())
                        .tags(tags)
                        .description("requests in flight on the instance")
                        .register(registry),
                Gauge.builder(PREFIX + "up", backend, it -> it.state() == State.UP ? 1 : 0)
                        .tags(tags)
                        .description("1 while the instance takes requests")
                        .register(registry));
        for (State state : State.values()) {
            registered.add(Gauge.builder(PREFIX + "state", backend, it -> it.state() == state ? 1 : 0)
                    .tags(tags)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("1 for the state that the instance is in")
                    .register(registry));
        }
        return registered;
    }
}

package dev.sluice.loadbalancer.actuator;

import dev.sluice.loadbalancer.pool.Backend;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.Pools;
import dev.sluice.loadbalancer.pool.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The health component {@code loadBalancer}: the state of each instance of each service.
 *
 * <p>A gateway whose backends are gone is not ill: to take it out of service would not bring them back. So the status is {@code
 * DEGRADED}, and answered with 200, as long as any instance takes no requests.
 */
public final class LoadBalancerHealthIndicator implements HealthIndicator {

    private static final String DEGRADED = "DEGRADED";

    private final Pools pools;

    /** The health of these pools. */
    public LoadBalancerHealthIndicator(Pools pools) {
        this.pools = pools;
    }

    @Override
    public Health health() {
        boolean well = pools.all().stream()
                .flatMap(pool -> pool.backends().stream())
                .allMatch(backend -> backend.state() == State.UP);
        Health.Builder health = well ? Health.up() : Health.status(DEGRADED);
        pools.all().forEach(pool -> health.withDetail(pool.service(), states(pool)));
        return health.build();
    }

    private static Map<String, String> states(Pool pool) {
        Map<String, String> states = new LinkedHashMap<>();
        pool.backends().forEach(backend -> states.put(backend.address(), state(backend)));
        return states;
    }

    private static String state(Backend backend) {
        return backend.reason().isEmpty() ? backend.state().name() : backend.state() + ": " + backend.reason();
    }
}

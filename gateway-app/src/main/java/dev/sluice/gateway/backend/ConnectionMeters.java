package dev.sluice.gateway.backend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

/**
 * The connections to each backend as meters: {@code sluice.gateway.connections}, by state {@code active}, {@code idle} or {@code
 * pending}, which are requests that wait for one, and {@code sluice.gateway.connections.max}.
 *
 * <p>Reactor Netty's own meters of a pool would time each of its steps; these only read when somebody asks.
 */
final class ConnectionMeters implements ConnectionProvider.MeterRegistrar {

    private static final String NAME = "sluice.gateway.connections";

    private final MeterRegistry registry;
    private final Map<String, List<Meter>> meters = new ConcurrentHashMap<>();

    ConnectionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void registerMetrics(String pool, String id, SocketAddress remote, ConnectionPoolMetrics connections) {
        Tags tags = Tags.of("backend", name(remote));
        meters.put(
                id,
                List.of(
                        gauge(connections, tags, "active", ConnectionPoolMetrics::acquiredSize),
                        gauge(connections, tags, "idle", ConnectionPoolMetrics::idleSize),
                        gauge(connections, tags, "pending", ConnectionPoolMetrics::pendingAcquireSize),
                        Gauge.builder(NAME + ".max", connections, ConnectionPoolMetrics::maxAllocatedSize)
                                .tags(tags)
                                .description("Connections to the backend that there may be")
                                .register(registry)));
    }

    @Override
    public void deRegisterMetrics(String pool, String id, SocketAddress remote) {
        Optional.ofNullable(meters.remove(id)).ifPresent(gone -> gone.forEach(registry::remove));
    }

    private Meter gauge(
            ConnectionPoolMetrics connections, Tags tags, String state, ToIntFunction<ConnectionPoolMetrics> size) {
        return Gauge.builder(NAME, connections, size::applyAsInt)
                .tags(tags)
                .tag("state", state)
                .description("Connections to the backend, and requests that wait for one")
                .register(registry);
    }

    private static String name(SocketAddress remote) {
        return remote instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : remote.toString();
    }
}

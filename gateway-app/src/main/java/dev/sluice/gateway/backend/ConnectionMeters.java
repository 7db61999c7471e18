package dev.sluice.gateway.backend;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;

/**
 * The connections to each backend as meters: {@code sluice.gateway.connections}, by state {@code active}, {@code idle} or {@code
 * pending}, which are requests that wait for one, and {@code sluice.gateway.connections.max}.
 *
 * <p>Reactor Netty's own meters of a pool would time each of its steps; these only read when somebody asks.
 */
final class ConnectionMeters {

    private static final String NAME = "sluice.gateway.connections";

    private final MeterRegistry registry;
    private final Map<String, Backend> backends = new ConcurrentHashMap<>();

    ConnectionMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Where one of several pools has its connections counted. */
    ConnectionProvider.MeterRegistrar lane(int lane) {
        return new ConnectionProvider.MeterRegistrar() {
            @Override
            public void registerMetrics(
                    String pool, String id, SocketAddress remote, ConnectionPoolMetrics connections) {
                backends.computeIfAbsent(name(remote), Backend::new).add(lane + id, connections);
            }

            @Override
            public void deRegisterMetrics(String pool, String id, SocketAddress remote) {
                backends.computeIfPresent(name(remote), (name, backend) -> backend.remove(lane + id));
            }
        };
    }

    private static String name(SocketAddress remote) {
        return remote instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : remote.toString();
    }

    /** The connections of all lanes to one backend. */
    private final class Backend {

        private final Map<String, ConnectionPoolMetrics> lanes = new ConcurrentHashMap<>();
        private final List<Meter> meters;

        Backend(String name) {
            Tags tags = Tags.of("backend", name);
            this.meters = List.of(
                    gauge(tags, "active", ConnectionPoolMetrics::acquiredSize),
                    gauge(tags, "idle", ConnectionPoolMetrics::idleSize),
                    gauge(tags, "pending", ConnectionPoolMetrics::pendingAcquireSize),
                    Gauge.builder(NAME + ".max", this, all -> all.sum(ConnectionPoolMetrics::maxAllocatedSize))
                            .tags(tags)
                            .description("Connections to the backend that there may be")
                            .register(registry));
        }

        void add(String id, ConnectionPoolMetrics connections) {
            lanes.put(id, connections);
        }

        /** Absent if that was the last. */
        @Nullable
        Backend remove(String id) {
            lanes.remove(id);
            if (!lanes.isEmpty()) {
                return this;
            }
            meters.forEach(registry::remove);
            return null;
        }

        private int sum(ToIntFunction<ConnectionPoolMetrics> size) {
            return lanes.values().stream().mapToInt(size).sum();
        }

        private Meter gauge(Tags tags, String state, ToIntFunction<ConnectionPoolMetrics> size) {
            return Gauge.builder(NAME, this, all -> all.sum(size))
                    .tags(tags)
                    .tag("state", state)
                    .description("Connections to the backend, and requests that wait for one")
                    .register(registry);
        }
    }
}

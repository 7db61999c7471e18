package dev.sluice.gateway.backend;

import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.transport.TransportConfig;

/**
 * A pool of connections for each event loop, so that a request and its answer stay on the loop of the client's connection.
 *
 * <p>With one pool for all, a request mostly gets a connection of another loop: each has to wake the other, twice per request, which
 * costs more than all that a gateway does with it. A new connection belongs to the loop that asked for it, so it is enough that
 * each loop has a pool of its own. The server deals its connections out evenly, and whoever sends more than its share of a loop's
 * requests waits for that loop's connections only.
 */
final class Lanes implements ConnectionProvider {

    private final List<ConnectionProvider> lanes;
    private final AtomicInteger next = new AtomicInteger();

    private final FastThreadLocal<ConnectionProvider> lane = new FastThreadLocal<>() {
        @Override
        protected ConnectionProvider initialValue() {
            return lanes.get(Math.floorMod(next.getAndIncrement(), lanes.size()));
        }
    };

    /** One or more pools; threads take them in turn, and keep theirs. */
    Lanes(List<ConnectionProvider> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    @Override
    public Mono<? extends Connection> acquire(
            TransportConfig config,
            ConnectionObserver observer,
            @Nullable Supplier<? extends SocketAddress> remoteAddress,
            @Nullable AddressResolverGroup<?> resolver) {
        return lane.get().acquire(config, observer, remoteAddress, resolver);
    }

    @Override
    public void disposeWhen(SocketAddress remoteAddress) {
        lanes.forEach(each -> each.disposeWhen(remoteAddress));
    }

    /** All of them, whichever can't be. */
    @Override
    public Mono<Void> disposeLater() {
        return Mono.whenDelayError(
                lanes.stream().map(ConnectionProvider::disposeLater).toList());
    }

    @Override
    public boolean isDisposed() {
        return lanes.stream().allMatch(ConnectionProvider::isDisposed);
    }

    @Override
    public int maxConnections() {
        return lanes.stream().mapToInt(ConnectionProvider::maxConnections).sum();
    }

    @Override
    public @Nullable Map<SocketAddress, Integer> maxConnectionsPerHost() {
        return lanes.get(0).maxConnectionsPerHost();
    }

    @Override
    public @Nullable String name() {
        return lanes.get(0).name();
    }
}

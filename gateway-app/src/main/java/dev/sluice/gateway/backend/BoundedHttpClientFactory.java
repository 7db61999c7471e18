package dev.sluice.gateway.backend;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Spring Cloud Gateway's own client, but where its pool is bounded, so is the queue before it, it is divided among the event loops,
 * and used connections are looked at.
 */
final class BoundedHttpClientFactory extends HttpClientFactory {

    /** Below it a pool is not divided: a busy loop would wait while connections of others are idle. */
    private static final int MIN_PER_LANE = 32;

    private final int maxPending;
    private final ConnectionMeters meters;
    private @Nullable ConnectionProvider pool;

    BoundedHttpClientFactory(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers,
            int maxPending,
            ConnectionMeters meters) {
        super(properties, server, ssl, customizers);
        this.maxPending = maxPending;
        this.meters = meters;
    }

    @Override
    protected ConnectionProvider buildConnectionProvider(HttpClientProperties properties) {
        pool = new SecondLook(bounded(super.buildConnectionProvider(properties), properties));
        return pool;
    }

    private ConnectionProvider bounded(ConnectionProvider unbounded, HttpClientProperties properties) {
        if (properties.getPool().getType() != HttpClientProperties.Pool.PoolType.FIXED) {
            return unbounded;
        }
        int lanes =
                Math.max(1, Math.min(LoopResources.DEFAULT_IO_WORKER_COUNT, unbounded.maxConnections() / MIN_PER_LANE));
        return new Lanes(IntStream.range(0, lanes)
                .mapToObj(lane -> lane(unbounded, lane, lanes))
                .toList());
    }

    private ConnectionProvider lane(ConnectionProvider unbounded, int lane, int lanes) {
        return Objects.requireNonNull(unbounded.mutate())
                .maxConnections(share(unbounded.maxConnections(), lane, lanes))
                .pendingAcquireMaxCount(share(maxPending, lane, lanes))
                .metrics(true, () -> meters.lane(lane))
                .build();
    }

    /** All shares together are the whole. */
    private static int share(int whole, int lane, int lanes) {
        return whole / lanes + (lane < whole % lanes ? 1 : 0);
    }

    /**
     * Nobody else does: the pool would go on looking for idle connections, on threads that have ended. A connection that can't be closed
     * since its event loop has ended is gone with it.
     */
    @Override
    protected void destroyInstance(@Nullable HttpClient client) {
        if (pool != null) {
            pool.disposeLater().onErrorComplete().subscribe();
        }
    }
}

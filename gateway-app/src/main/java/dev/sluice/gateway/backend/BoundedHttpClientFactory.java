package dev.sluice.gateway.backend;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Spring Cloud Gateway's own client, but where its pool is bounded, so is the queue before it, and used connections are looked at. */
final class BoundedHttpClientFactory extends HttpClientFactory {

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
        ConnectionProvider.Builder builder = unbounded.mutate();
        return builder == null || properties.getPool().getType() != HttpClientProperties.Pool.PoolType.FIXED
                ? unbounded
                : builder.pendingAcquireMaxCount(maxPending)
                        .metrics(true, () -> meters)
                        .build();
    }

    /** Nobody else does: the pool would go on looking for idle connections, on threads that have ended. */
    @Override
    protected void destroyInstance(@Nullable HttpClient client) {
        if (pool != null) {
            pool.dispose();
        }
    }
}

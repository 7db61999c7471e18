package dev.sluice.gateway.backend;

import java.util.List;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import reactor.netty.resources.ConnectionProvider;

/** Spring Cloud Gateway's own client, but where its pool is bounded, so is the queue before it, and used connections are looked at. */
final class BoundedHttpClientFactory extends HttpClientFactory {

    private final int maxPending;

    BoundedHttpClientFactory(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers,
            int maxPending) {
        super(properties, server, ssl, customizers);
        this.maxPending = maxPending;
    }

    @Override
    protected ConnectionProvider buildConnectionProvider(HttpClientProperties properties) {
        return new SecondLook(bounded(super.buildConnectionProvider(properties), properties));
    }

    private ConnectionProvider bounded(ConnectionProvider pool, HttpClientProperties properties) {
        ConnectionProvider.Builder builder = pool.mutate();
        return builder == null || properties.getPool().getType() != HttpClientProperties.Pool.PoolType.FIXED
                ? pool
                : builder.pendingAcquireMaxCount(maxPending).build();
    }
}

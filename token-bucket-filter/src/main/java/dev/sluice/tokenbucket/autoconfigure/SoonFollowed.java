package dev.sluice.tokenbucket.autoconfigure;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import java.time.Duration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.core.Ordered;

/**
 * Options with which a failover is noticed soon: no connection is waited for for long, and a Cluster is asked for its topology as soon as
 * one of its servers has to be connected to again. Whatever else customizes the options comes later, and wins.
 */
final class SoonFollowed implements LettuceClientOptionsBuilderCustomizer, Ordered {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    /** As long as a server is away each attempt at it is a trigger. */
    private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(2);

    private final DataRedisProperties properties;

    SoonFollowed(DataRedisProperties properties) {
        this.properties = properties;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void customize(ClientOptions.Builder options) {
        if (properties.getConnectTimeout() == null) {
            options.socketOptions(
                    SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build());
        }
        if (options instanceof ClusterClientOptions.Builder cluster) {
            cluster.topologyRefreshOptions(refresh(cluster.build().getTopologyRefreshOptions()));
        }
    }

    private static ClusterTopologyRefreshOptions refresh(ClusterTopologyRefreshOptions set) {
        return ClusterTopologyRefreshOptions.builder()
                .dynamicRefreshSources(set.useDynamicRefreshSources())
                .enablePeriodicRefresh(set.isPeriodicRefreshEnabled())
                .refreshPeriod(set.getRefreshPeriod())
                .refreshTriggersReconnectAttempts(1)
                .adaptiveRefreshTriggersTimeout(BETWEEN_REFRESHES)
                .build();
    }
}

package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;

/** What of the options of connections is ours, and what stays as it was set. */
class SoonFollowedTest {

    private final DataRedisProperties properties = new DataRedisProperties();

    @Test
    void aConnectionIsNotWaitedForForLong() {
        ClientOptions.Builder options = ClientOptions.builder();

        new SoonFollowed(properties).customize(options);

        assertThat(options.build().getSocketOptions().getConnectTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whoSetsATimeoutHasIt() {
        properties.setConnectTimeout(Duration.ofSeconds(7));
        ClientOptions.Builder options = ClientOptions.builder();
        ClientOptions before = options.build();

        new SoonFollowed(properties).customize(options);

        assertThat(options.build().getSocketOptions()).isSameAs(before.getSocketOptions());
    }

    @Test
    void theTopologyIsAskedForAtTheFirstAttemptToConnectAgainAndElseAsItWasSet() {
        ClusterClientOptions.Builder options = ClusterClientOptions.builder()
                .topologyRefreshOptions(ClusterTopologyRefreshOptions.builder()
                        .dynamicRefreshSources(false)
                        .enablePeriodicRefresh(Duration.ofSeconds(17))
                        .build());

        new SoonFollowed(properties).customize(options);

        ClusterTopologyRefreshOptions refresh = options.build().getTopologyRefreshOptions();
        assertThat(refresh.getRefreshTriggersReconnectAttempts()).isOne();
        assertThat(refresh.getAdaptiveRefreshTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(refresh.useDynamicRefreshSources()).isFalse();
        assertThat(refresh.isPeriodicRefreshEnabled()).isTrue();
        assertThat(refresh.getRefreshPeriod()).isEqualTo(Duration.ofSeconds(17));
    }
}

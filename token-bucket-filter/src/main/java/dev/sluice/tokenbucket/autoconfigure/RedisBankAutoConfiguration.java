package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.database.ClientDatabase;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.redis.RedisBank;
import dev.sluice.tokenbucket.ledger.redis.SilentConnections;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** A bank in Redis, where it is to decide. */
@AutoConfiguration(after = DataRedisReactiveAutoConfiguration.class)
@ConditionalOnProperty(name = "sluice.token-bucket.ledger", havingValue = "redis")
@ConditionalOnClass({ReactiveStringRedisTemplate.class, DataRedisReactiveAutoConfiguration.class, Delay.class})
@ConditionalOnBean(ReactiveRedisConnectionFactory.class)
public final class RedisBankAutoConfiguration {

    private static final Duration LONGEST_RECONNECT_DELAY = Duration.ofMillis(500);

    /**
     * A Redis that comes back is found soon. By itself Lettuce waits the longer, the longer it was away, up to half a minute.
     *
     * <p>It holds for all connections of the application to Redis.
     */
    @Bean
    @ConditionalOnMissingBean(name = "soonReconnected")
    ClientResourcesBuilderCustomizer soonReconnected() {
        return resources -> resources.reconnectDelay(
                Delay.exponential(Duration.ZERO, LONGEST_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS));
    }

    /**
     * A connection to a server that has fallen silent is given up.
     *
     * <p>It holds for all connections of the application to Redis.
     */
    @Bean
    @ConditionalOnMissingBean(name = "silentGivenUp")
    ClientResourcesBuilderCustomizer silentGivenUp() {
        return resources -> resources.nettyCustomizer(new SilentConnections());
    }

    /** A server that has taken over is found soon; for all connections, too. */
    @Bean
    @ConditionalOnBean(DataRedisProperties.class)
    @ConditionalOnMissingBean(name = "soonFollowed")
    LettuceClientOptionsBuilderCustomizer soonFollowed(DataRedisProperties properties) {
        return new SoonFollowed(properties);
    }

    /** Gateways that share their clients share their buckets; others may use the same Redis for theirs. */
    @Bean
    @ConditionalOnMissingBean
    Bank bank(ReactiveRedisConnectionFactory connections, ObjectProvider<ClientDatabase> clients) {
        String installation = clients.stream()
                .findFirst()
                .flatMap(ClientDatabase::installation)
                .orElse("");
        return new RedisBank(new ReactiveStringRedisTemplate(connections), installation);
    }
}

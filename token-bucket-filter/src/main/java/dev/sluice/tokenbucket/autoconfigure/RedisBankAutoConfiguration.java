package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.redis.RedisBank;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** A bank in Redis, where it is to decide. */
@AutoConfiguration(after = DataRedisReactiveAutoConfiguration.class)
@ConditionalOnProperty(name = "sluice.token-bucket.ledger", havingValue = "redis")
@ConditionalOnClass({ReactiveStringRedisTemplate.class, DataRedisReactiveAutoConfiguration.class})
@ConditionalOnBean(ReactiveRedisConnectionFactory.class)
public final class RedisBankAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Bank bank(ReactiveRedisConnectionFactory connections) {
        return new RedisBank(new ReactiveStringRedisTemplate(connections));
    }
}

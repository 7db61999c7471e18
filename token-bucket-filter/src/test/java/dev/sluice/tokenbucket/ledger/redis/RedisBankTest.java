package dev.sluice.tokenbucket.ledger.redis;

import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.lease.BankContract;
import dev.sluice.tokenbucket.redis.RedisServer;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

class RedisBankTest extends BankContract {

    private static LettuceConnectionFactory connections;

    @BeforeAll
    static void connect() {
        connections =
                new LettuceConnectionFactory("localhost", RedisServer.shared().port());
        connections.afterPropertiesSet();
        connections.start();
    }

    @AfterAll
    static void disconnect() {
        connections.destroy();
    }

    @Override
    protected Bank bank(AtomicLong clock) {
        return new RedisBank(new ReactiveStringRedisTemplate(connections), () -> OptionalLong.of(clock.get()));
    }

    @Override
    protected Bank bank() {
        return new RedisBank(new ReactiveStringRedisTemplate(connections));
    }
}

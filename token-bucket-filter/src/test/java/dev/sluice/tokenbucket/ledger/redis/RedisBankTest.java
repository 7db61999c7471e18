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

    private static final RedisServer SERVER = RedisServer.start();
    private static final LettuceConnectionFactory CONNECTIONS =
            new LettuceConnectionFactory("localhost", SERVER.port());

    @BeforeAll
    static void connect() {
        CONNECTIONS.afterPropertiesSet();
        CONNECTIONS.start();
    }

    @AfterAll
    static void disconnect() {
        CONNECTIONS.destroy();
        SERVER.close();
    }

    @Override
    protected Bank bank(AtomicLong clock) {
        return new RedisBank(new ReactiveStringRedisTemplate(CONNECTIONS), () -> OptionalLong.of(clock.get()));
    }

    @Override
    protected Bank bank() {
        return new RedisBank(new ReactiveStringRedisTemplate(CONNECTIONS));
    }
}

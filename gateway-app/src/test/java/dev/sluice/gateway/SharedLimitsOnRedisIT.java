package dev.sluice.gateway;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import dev.sluice.tokenbucket.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class SharedLimitsOnRedisIT extends SharedLimitsContract {

    private final RedisServer redis = RedisServer.start();

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    @Override
    List<String> bank(PostgresServer database) {
        return List.of("sluice.token-bucket.ledger=redis", "spring.data.redis.port=" + redis.port());
    }

    @Override
    void takeAway(PostgresServer database) {
        redis.freeze();
    }

    @Override
    void bringBack(PostgresServer database) {
        redis.thaw();
    }
}

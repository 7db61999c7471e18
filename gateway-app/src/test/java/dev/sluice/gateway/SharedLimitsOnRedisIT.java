package dev.sluice.gateway;

import dev.sluice.tokenbucket.postgres.PostgresServer;
import dev.sluice.tokenbucket.redis.RedisServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

class SharedLimitsOnRedisIT extends SharedLimitsContract {

    private final RedisServer redis = RedisServer.start();

    @AfterAll
    void stopRedis() {
        redis.close();
    }

    @Override
    Map<String, String> bank() {
        return Map.of("SLUICE_TOKENBUCKET_LEDGER", "redis", "SPRING_DATA_REDIS_PORT", Integer.toString(redis.port()));
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

package dev.sluice.tokenbucket.ledger.redis;

import dev.sluice.tokenbucket.autoconfigure.RedisBankAutoConfiguration;
import dev.sluice.tokenbucket.redis.RedisServer;
import dev.sluice.tokenbucket.redis.ReplicatedRedis;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

/** Connections as Spring Boot makes them by the settings of a user. */
record BootRedis(ConfigurableApplicationContext application) implements AutoCloseable {

    static BootRedis of(ReplicatedRedis servers) {
        return of(servers.settings());
    }

    static BootRedis of(RedisServer server) {
        return of(List.of("spring.data.redis.port=" + server.port()));
    }

    private static BootRedis of(List<String> settings) {
        return new BootRedis(new SpringApplicationBuilder(Connections.class)
                .web(WebApplicationType.NONE)
                .properties("sluice.token-bucket.ledger=redis")
                .properties(settings.toArray(String[]::new))
                .run());
    }

    ReactiveStringRedisTemplate template() {
        return application.getBean(ReactiveStringRedisTemplate.class);
    }

    @Override
    public void close() {
        application.close();
    }

    @ImportAutoConfiguration({
        DataRedisAutoConfiguration.class,
        DataRedisReactiveAutoConfiguration.class,
        RedisBankAutoConfiguration.class
    })
    static class Connections {}
}

package dev.sluice.tokenbucket.ledger.redis;

import dev.sluice.tokenbucket.redis.ReplicatedRedis;
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
        return new BootRedis(new SpringApplicationBuilder(Connections.class)
                .web(WebApplicationType.NONE)
                .properties(servers.settings().toArray(String[]::new))
                .run());
    }

    ReactiveStringRedisTemplate template() {
        return application.getBean(ReactiveStringRedisTemplate.class);
    }

    @Override
    public void close() {
        application.close();
    }

    @ImportAutoConfiguration({DataRedisAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class})
    static class Connections {}
}

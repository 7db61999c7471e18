package dev.sluice.tokenbucket.redis;

import dev.sluice.tokenbucket.server.ContainerServer;
import org.testcontainers.containers.GenericContainer;

/** A server in a container. */
final class ContainerRedis extends ContainerServer implements RedisServer {

    private static final int PORT = 6379;

    private ContainerRedis(GenericContainer<?> container) {
        super(container, PORT);
    }

    static RedisServer started() {
        return new ContainerRedis(new GenericContainer<>("redis:7-alpine").withCommand("redis-server", "--save", ""));
    }
}

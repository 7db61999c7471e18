package dev.sluice.tokenbucket.redis;

import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.server.ContainerServer;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;

/** A server in a container. */
final class ContainerRedis extends ContainerServer implements RedisServer {

    private static final int PORT = 6379;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private ContainerRedis(GenericContainer<?> container) {
        super(container, PORT);
    }

    static RedisServer started() {
        return new ContainerRedis(new GenericContainer<>("redis:7-alpine").withCommand("redis-server", "--save", ""));
    }

    @Override
    protected void awaitAnswer() {
        await().atMost(PATIENCE).until(() -> Ping.isAnswered(port()));
    }
}

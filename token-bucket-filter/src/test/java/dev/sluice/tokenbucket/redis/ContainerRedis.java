package dev.sluice.tokenbucket.redis;

import java.util.List;
import org.testcontainers.containers.GenericContainer;

/** A server in a container. */
final class ContainerRedis implements RedisServer {

    private static final int PORT = 6379;

    private final GenericContainer<?> container;
    private final int port;

    private ContainerRedis(GenericContainer<?> container, int port) {
        this.container = container;
        this.port = port;
    }

    /** On a port that it keeps over a restart. */
    static RedisServer started() {
        int port = FreePort.find();
        GenericContainer<?> container =
                new GenericContainer<>("redis:7-alpine").withCommand("redis-server", "--save", "");
        container.setPortBindings(List.of(port + ":" + PORT));
        container.start();
        return new ContainerRedis(container, port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void freeze() {
        container
                .getDockerClient()
                .pauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void thaw() {
        container
                .getDockerClient()
                .unpauseContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void stop() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void restart() {
        container
                .getDockerClient()
                .startContainerCmd(container.getContainerId())
                .exec();
    }

    @Override
    public void close() {
        container.stop();
    }
}

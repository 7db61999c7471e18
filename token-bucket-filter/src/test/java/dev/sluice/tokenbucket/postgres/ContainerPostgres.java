package dev.sluice.tokenbucket.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server in a container. */
final class ContainerPostgres implements PostgresServer {

    private final PostgreSQLContainer container;
    private final int port;

    private ContainerPostgres(PostgreSQLContainer container) {
        this.container = container;
        this.port = container.getFirstMappedPort();
    }

    /** On a port that it keeps over a restart. */
    static PostgresServer started() {
        PostgreSQLContainer container =
                new PostgreSQLContainer("postgres:17-alpine").withCommand("postgres", "-c", "max_connections=200");
        container.setPortBindings(List.of(freePort() + ":" + PostgreSQLContainer.POSTGRESQL_PORT));
        container.start();
        return new ContainerPostgres(container);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
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

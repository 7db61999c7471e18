package dev.sluice.tokenbucket.postgres;

import dev.sluice.tokenbucket.server.ContainerServer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A server in a container. */
final class ContainerPostgres extends ContainerServer implements PostgresServer {

    private final PostgreSQLContainer container;

    private ContainerPostgres(PostgreSQLContainer container) {
        super(container, PostgreSQLContainer.POSTGRESQL_PORT);
        this.container = container;
    }

    static PostgresServer started() {
        return new ContainerPostgres(
                new PostgreSQLContainer("postgres:17-alpine").withCommand("postgres", "-c", "max_connections=200"));
    }

    @Override
    protected void awaitAnswer() {
        NewDatabase.awaitConnection(this);
    }

    @Override
    public String user() {
        return container.getUsername();
    }

    @Override
    public String password() {
        return container.getPassword();
    }
}

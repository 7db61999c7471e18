package dev.sluice.tokenbucket.postgres;

import dev.sluice.tokenbucket.server.Server;
import org.testcontainers.DockerClientFactory;

/** A real PostgreSQL server, which keeps its data over a restart: in a container where a Docker engine answers, else from binaries of Maven. */
public interface PostgresServer extends Server {

    /** A running server. */
    static PostgresServer start() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? ContainerPostgres.started()
                : EmbeddedPostgresServer.started();
    }

    /** The one server that all tests of this process share; each makes a database of its own in it. */
    static PostgresServer shared() {
        return SharedPostgres.SERVER;
    }

    /** Its superuser's name. */
    String user();

    /** Its superuser's password. */
    String password();

    /** Makes an empty database and answers the address of it, {@code postgres://user:password@host:port/name}. */
    default String newDatabase() {
        String name = NewDatabase.in(this);
        return "postgres://" + user() + ":" + password() + "@localhost:" + port() + "/" + name;
    }
}

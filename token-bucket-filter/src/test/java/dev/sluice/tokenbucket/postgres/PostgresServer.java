package dev.sluice.tokenbucket.postgres;

import org.testcontainers.DockerClientFactory;

/** A real PostgreSQL server: in a container where a Docker engine answers, else from binaries that Maven brings. */
public interface PostgresServer extends AutoCloseable {

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

    /** Where it listens on this machine. */
    int port();

    /** Its superuser's name. */
    String user();

    /** Its superuser's password. */
    String password();

    /** Makes an empty database and answers the address of it, {@code postgres://user:password@host:port/name}. */
    default String newDatabase() {
        String name = NewDatabase.in(this);
        return "postgres://" + user() + ":" + password() + "@localhost:" + port() + "/" + name;
    }

    /** Stops its processes where they are: connections stay open, nothing answers. */
    void freeze();

    /** Lets its processes go on. */
    void thaw();

    /** Stops it at once, as a crash would. */
    void stop();

    /** Starts it again, on the same port, with the same data. */
    void restart();

    @Override
    void close();
}

package dev.sluice.tokenbucket.redis;

import org.testcontainers.DockerClientFactory;

/** A real Redis server: in a container where a Docker engine answers, else from binaries that Maven brings. */
public interface RedisServer extends AutoCloseable {

    /** A running server with nothing in it, which keeps nothing over a restart. */
    static RedisServer start() {
        return DockerClientFactory.instance().isDockerAvailable() ? ContainerRedis.started() : EmbeddedRedis.started();
    }

    /** The one server that all tests of this process share. */
    static RedisServer shared() {
        return SharedRedis.SERVER;
    }

    /** Where it listens on this machine. */
    int port();

    /** Stops its process where it is: connections stay open, nothing answers. */
    void freeze();

    /** Lets its process go on. */
    void thaw();

    /** Stops it at once, as a crash would. */
    void stop();

    /** Starts it again, on the same port, with nothing in it. */
    void restart();

    @Override
    void close();
}

package dev.sluice.tokenbucket.redis;

import dev.sluice.tokenbucket.server.FreePort;
import dev.sluice.tokenbucket.server.Server;
import org.testcontainers.DockerClientFactory;

/** A real Redis server: in a container where a Docker engine answers, else from binaries that Maven brings. */
public interface RedisServer extends Server {

    /** A running server with nothing in it, which keeps nothing over a restart. */
    static RedisServer start() {
        return DockerClientFactory.instance().isDockerAvailable()
                ? ContainerRedis.started()
                : RedisProcess.server(FreePort.find());
    }

    /** The one server that all tests of this process share. */
    static RedisServer shared() {
        return SharedRedis.SERVER;
    }
}

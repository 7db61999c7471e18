package dev.sluice.tokenbucket.server;

import com.github.dockerjava.api.DockerClient;
import java.util.List;
import org.testcontainers.containers.GenericContainer;

/** A server in a container, on a port that it keeps over a restart. */
public abstract class ContainerServer implements Server {

    private final GenericContainer<?> container;
    private final int port = FreePort.find();

    /**
     * Starts it.
     *
     * @param inside where it listens in the container
     */
    protected ContainerServer(GenericContainer<?> container, int inside) {
        this.container = container;
        container.setPortBindings(List.of(port + ":" + inside));
        container.start();
    }

    @Override
    public final int port() {
        return port;
    }

    @Override
    public final void freeze() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public final void thaw() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public final void stop() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public final void restart() {
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitAnswer();
    }

    /** Waits until it answers: Docker says that a container runs once its process does. */
    protected abstract void awaitAnswer();

    @Override
    public final void close() {
        container.stop();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}

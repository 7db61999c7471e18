package dev.sluice.tokenbucket.database;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * What other gateways change in the clients' books, told to a listener within a second while the database answers.
 *
 * <p>The books are asked half a second after the last answer, which suffices for that, and at once when a notification comes.
 */
public final class ClientChanges implements SmartLifecycle {

    /** Half of the second; the other half is for the answer. */
    static final Duration PAUSE = Duration.ofMillis(500);

    private final ChangeReader reader;
    private final ConnectionFactory connections;
    private final Duration pause;
    private final boolean shared;
    private @Nullable ChangeLoop loop;

    /**
     * Nobody is told until it is started.
     *
     * @param pause between two questions, if no notification comes
     * @param shared whether there may be other gateways
     */
    ClientChanges(ChangeReader reader, ConnectionFactory connections, Duration pause, boolean shared) {
        this.reader = reader;
        this.connections = connections;
        this.pause = pause;
        this.shared = shared;
    }

    /** Before the gateway takes requests, and until it has answered the last. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isAutoStartup() {
        return shared;
    }

    @Override
    public synchronized void start() {
        if (loop == null) {
            loop = ChangeLoop.start(reader, connections, pause);
        }
    }

    @Override
    public synchronized void stop() {
        if (loop != null) {
            loop.close();
            loop = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return loop != null;
    }
}

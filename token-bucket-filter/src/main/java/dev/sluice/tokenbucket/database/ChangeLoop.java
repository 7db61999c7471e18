package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads changes again and again in a thread of its own, after a pause or when it is woken. */
final class ChangeLoop implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChangeLoop.class);

    /** How long a stop waits for a reading that is under way, which is interrupted. */
    private static final long PATIENCE_SECONDS = 2;

    private final ChangeReader reader;
    private final ChangeNotifications notifications;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, ChangeLoop::daemon, new ThreadPoolExecutor.DiscardPolicy());

    /** Of the last reading; known to the thread alone. */
    private boolean failing;

    private ChangeLoop(ChangeReader reader, ConnectionFactory connections) {
        this.reader = reader;
        this.notifications = new ChangeNotifications(connections, this::wake);
    }

    /** A loop that runs. */
    static ChangeLoop start(ChangeReader reader, ConnectionFactory connections, Duration pause) {
        ChangeLoop loop = new ChangeLoop(reader, connections);
        var unused = loop.thread.scheduleWithFixedDelay(loop::read, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
        return loop;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        notifications.dispose();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("the last reading of changes hangs");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** However often it is called during a reading, there is one more. */
    private void wake() {
        if (woken.compareAndSet(false, true)) {
            thread.execute(() -> {
                woken.set(false);
                read();
            });
        }
    }

    private void read() {
        try {
            reader.read();
            failing = false;
            notifications.listen();
        } catch (RepositoryUnavailableException e) {
            log.debug("changes of clients not read, to be tried again", e);
        } catch (RuntimeException | Error e) {
            tell(e);
        }
    }

    /** Twice a second the same would be a flood. */
    private void tell(Throwable failure) {
        if (!failing && !thread.isShutdown()) {
            log.error("changes of clients not read, to be tried again", failure);
        }
        failing = true;
    }

    private static Thread daemon(Runnable loop) {
        Thread thread = new Thread(loop, "sluice-changes");
        thread.setDaemon(true);
        return thread;
    }
}

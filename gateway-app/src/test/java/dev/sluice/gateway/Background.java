package dev.sluice.gateway;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread of its own for something that blocks on sockets, and ends when they do. */
final class Background {

    private static final Logger log = LoggerFactory.getLogger(Background.class);

    private Background() {}

    static Thread start(Task task) {
        Thread thread = new Thread(() -> run(task), "background");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void run(Task task) {
        try {
            task.run();
        } catch (IOException | InterruptedException e) {
            log.trace("ended", e);
        }
    }

    @FunctionalInterface
    interface Task {

        void run() throws IOException, InterruptedException;
    }
}

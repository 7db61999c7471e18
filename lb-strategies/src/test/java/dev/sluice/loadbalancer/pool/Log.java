package dev.sluice.loadbalancer.pool;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What one class logs from now on. */
public final class Log extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private Log(Logger logger) {
        this.logger = logger;
    }

    /** Listens to this class. */
    public static Log of(Class<?> source) {
        Log log = new Log((Logger) LoggerFactory.getLogger(source));
        log.start();
        log.logger.addAppender(log);
        return log;
    }

    /** Level and message of each line. */
    public List<String> lines() {
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getFormattedMessage());
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}

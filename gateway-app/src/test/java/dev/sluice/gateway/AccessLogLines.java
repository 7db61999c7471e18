package dev.sluice.gateway;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** The lines of the access log, in the order in which they are written; to be made when the gateway has started. */
final class AccessLogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 30;

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.sluice.access");
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    AccessLogLines() {
        setContext(logger.getLoggerContext());
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    /** The next line; it may be written a moment after the client has its answer. */
    String next() {
        try {
            String line = lines.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no line in the access log");
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}

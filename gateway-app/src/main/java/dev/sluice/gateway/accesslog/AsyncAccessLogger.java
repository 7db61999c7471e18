package dev.sluice.gateway.accesslog;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The logger of the access log, which writes to wherever the application logs, but on a thread of its own. */
final class AsyncAccessLogger implements SmartLifecycle {

    static final String NAME = "dev.sluice.access";

    private final Logger logger = (Logger) LoggerFactory.getLogger(NAME);
    private @Nullable BatchAppender appender;

    /** Before the gateway takes requests, and until it has answered the last. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        Iterable<Appender<ILoggingEvent>> targets = () -> logger.getLoggerContext()
                .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .iteratorForAppenders();
        BatchAppender batches = new BatchAppender(
                StreamSupport.stream(targets.spliterator(), false).toList());
        batches.setContext(logger.getLoggerContext());
        batches.setName("access");
        batches.start();
        logger.addAppender(batches);
        logger.setAdditive(false);
        appender = batches;
    }

    /** Writes what is queued. */
    @Override
    public void stop() {
        BatchAppender batches = appender;
        if (batches != null) {
            logger.setAdditive(true);
            logger.detachAppender(batches);
            batches.stop();
            appender = null;
        }
    }

    @Override
    public boolean isRunning() {
        return appender != null;
    }
}

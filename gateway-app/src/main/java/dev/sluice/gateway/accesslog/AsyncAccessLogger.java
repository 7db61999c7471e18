package dev.sluice.gateway.accesslog;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.List;
import java.util.stream.StreamSupport;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The logger of the access log, which writes to wherever the application logs, but on a thread of its own.
 *
 * <p>If the console or disk falls behind by {@value #QUEUE_SIZE} lines, further lines are dropped: a slow log must not hold
 * up traffic.
 */
final class AsyncAccessLogger implements SmartLifecycle {

    static final String NAME = "dev.sluice.access";

    private static final int QUEUE_SIZE = 16_384;

    private final Logger logger = (Logger) LoggerFactory.getLogger(NAME);
    private List<AsyncAppender> appenders = List.of();

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
        appenders = StreamSupport.stream(targets.spliterator(), false)
                .map(this::asynchronous)
                .toList();
        appenders.forEach(logger::addAppender);
        logger.setAdditive(false);
    }

    /** Writes what is queued. */
    @Override
    public void stop() {
        logger.setAdditive(true);
        appenders.forEach(logger::detachAppender);
        appenders.forEach(AsyncAppender::stop);
        appenders = List.of();
    }

    @Override
    public boolean isRunning() {
        return !appenders.isEmpty();
    }

    private AsyncAppender asynchronous(Appender<ILoggingEvent> target) {
        AsyncAppender appender = new AsyncAppender();
        appender.setContext(logger.getLoggerContext());
        appender.setName("async-" + target.getName());
        appender.setQueueSize(QUEUE_SIZE);
        appender.setDiscardingThreshold(0);
        appender.setNeverBlock(true);
        appender.addAppender(target);
        appender.start();
        return appender;
    }
}

package dev.sluice.gateway;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** The lines of the load balancer in the log, from the start of the gateway on that is begun with it. */
final class BalancerLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final String LOGGER = "dev.sluice.loadbalancer";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    /** Logging is set up anew for each gateway, and before this is called. */
    ApplicationContextInitializer<GenericApplicationContext> fromTheStart() {
        return context -> {
            Logger logger = (Logger) LoggerFactory.getLogger(LOGGER);
            setContext(logger.getLoggerContext());
            start();
            logger.setLevel(Level.INFO);
            logger.setAdditive(false);
            logger.addAppender(this);
        };
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getFormattedMessage());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** The lines with this text. */
    List<String> lines(String text) {
        return lines.stream().filter(line -> line.contains(text)).toList();
    }

    void awaitLine(String text) {
        await().until(() -> !lines(text).isEmpty());
    }

    @Override
    public void close() {
        ((Logger) LoggerFactory.getLogger(LOGGER)).detachAppender(this);
        stop();
    }
}

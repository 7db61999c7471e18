package dev.sluice.gateway.observability;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts the lines of the log by level, as {@code logback.events}.
 *
 * <p>It is called for each line. Micrometer's own {@code LogbackMetrics}, whose meter this is, is called whenever somebody asks whether a level is on,
 * which Reactor Netty does some twenty times for a request.
 */
final class LogEvents extends UnsynchronizedAppenderBase<ILoggingEvent> implements MeterBinder, AutoCloseable {

    private final Logger root;
    private final List<Map<Level, Counter>> counters = new CopyOnWriteArrayList<>();

    /** Of all loggers of a context that pass their lines on to its root. */
    LogEvents(LoggerContext loggers) {
        this.root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        setContext(loggers);
        setName("meters");
        start();
        root.addAppender(this);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        counters.add(Stream.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE)
                .collect(Collectors.toUnmodifiableMap(Function.identity(), level -> counter(level, registry))));
    }

    private static Counter counter(Level level, MeterRegistry registry) {
        return Counter.builder("logback.events")
                .tag("level", level.toString().toLowerCase(Locale.ROOT))
                .description("Number of log events that were enabled by the effective log level")
                .baseUnit("events")
                .register(registry);
    }

    @Override
    protected void append(ILoggingEvent event) {
        counters.forEach(each -> {
            Counter counter = each.get(event.getLevel());
            if (counter != null) {
                counter.increment();
            }
        });
    }

    /** Counts no more. */
    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }
}

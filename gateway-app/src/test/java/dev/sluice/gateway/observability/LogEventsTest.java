package dev.sluice.gateway.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class LogEventsTest {

    private final LoggerContext loggers = new LoggerContext();
    private final Logger logger = loggers.getLogger("any.logger");
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final LogEvents events = new LogEvents(loggers);

    @Test
    void countsWhatIsLoggedByLevel() {
        events.bindTo(registry);
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        logger.error("one");
        logger.info("two");
        logger.info("three");
        logger.debug("not logged");

        assertThat(count("error")).isOne();
        assertThat(count("info")).isEqualTo(2);
        assertThat(count("warn")).isZero();
        assertThat(count("debug")).isZero();
    }

    @Test
    void countsForEachRegistry() {
        MeterRegistry other = new SimpleMeterRegistry();
        events.bindTo(other);
        events.bindTo(registry);
        logger.warn("one");

        assertThat(count("warn")).isOne();
        assertThat(other.counter("logback.events", "level", "warn").count()).isOne();
    }

    @Test
    void countsNoMoreOnceItIsClosed() {
        events.bindTo(registry);
        events.close();
        logger.warn("one");

        assertThat(count("warn")).isZero();
        assertThat(loggers.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                .isExhausted();
    }

    private double count(String level) {
        return registry.counter("logback.events", "level", level).count();
    }
}

package dev.sluice.gateway.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchAppenderTest {

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("access");
    private final Target target = new Target();
    private final BatchAppender appender = new BatchAppender(List.of(target));

    BatchAppenderTest() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        target.start();
    }

    @Test
    void allLinesArriveInTheirOrder() {
        appender.start();
        IntStream.range(0, 1_000).forEach(this::append);
        appender.stop();

        assertThat(target.lines)
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_000).mapToObj(String::valueOf).toList());
    }

    @Test
    void whatAnAppenderIsBehindWithIsDroppedBeyondItsBound() throws InterruptedException {
        target.gate = new CountDownLatch(1);
        appender.start();
        append(-1);
        assertThat(target.entered.await(10, TimeUnit.SECONDS)).isTrue();
        IntStream.range(0, BatchAppender.CAPACITY + 100).forEach(this::append);
        target.gate.countDown();
        appender.stop();

        assertThat(target.lines).hasSize(1 + BatchAppender.CAPACITY).endsWith("" + (BatchAppender.CAPACITY - 1));
    }

    private void append(int number) {
        appender.doAppend(new LoggingEvent("test", logger, Level.INFO, String.valueOf(number), null, null));
    }

    private static final class Target extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final CountDownLatch entered = new CountDownLatch(1);
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        protected void append(ILoggingEvent event) {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            lines.add(event.getFormattedMessage());
        }
    }
}

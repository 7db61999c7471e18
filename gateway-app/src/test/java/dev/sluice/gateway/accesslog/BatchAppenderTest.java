package dev.sluice.gateway.accesslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
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

    @Test
    void aBatchGoesToTheConsoleInOneWrite() throws InterruptedException {
        List<String> writes = batchOnConsole(List.of());

        assertThat(writes).containsExactly("0\n", numbers(1, 100), "100\n");
    }

    @Test
    void aBatchIsPushedOutThoughItsLastLineIsFiltered() throws InterruptedException {
        List<String> writes = batchOnConsole(List.of(new Without("99")));

        assertThat(writes).containsExactly("0\n", numbers(1, 99), "100\n");
    }

    /** Writes a line, those up to 99 as a batch, and when that is over another one past the batches; answers what the console was given. */
    private List<String> batchOnConsole(List<Filter<ILoggingEvent>> filters) throws InterruptedException {
        List<String> writes = new CopyOnWriteArrayList<>();
        PrintStream out = System.out;
        System.setOut(new PrintStream(new Writes(writes), true, UTF_8));
        try {
            ConsoleAppender<ILoggingEvent> console = console();
            filters.forEach(console::addFilter);
            BatchAppender both = new BatchAppender(List.of(target, console));
            target.gate = new CountDownLatch(1);
            both.start();
            append(both, 0);
            assertThat(target.entered.await(10, TimeUnit.SECONDS)).isTrue();
            IntStream.range(1, 100).forEach(number -> append(both, number));
            target.gate.countDown();
            both.stop();
            console.doAppend(event(100));
        } finally {
            System.setOut(out);
        }
        return writes;
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> number + "\n").collect(Collectors.joining());
    }

    private ConsoleAppender<ILoggingEvent> console() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg\n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder);
        console.start();
        return console;
    }

    private void append(int number) {
        append(appender, number);
    }

    private void append(BatchAppender to, int number) {
        to.doAppend(event(number));
    }

    private LoggingEvent event(int number) {
        return new LoggingEvent("test", logger, Level.INFO, String.valueOf(number), null, null);
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

    private static final class Without extends Filter<ILoggingEvent> {

        private final String message;

        private Without(String message) {
            this.message = message;
        }

        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getMessage().equals(message) ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }

    /** What is written, as it is written. */
    private static final class Writes extends OutputStream {

        private final List<String> writes;

        private Writes(List<String> writes) {
            this.writes = writes;
        }

        @Override
        public void write(int single) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes.add(new String(bytes, offset, length, UTF_8));
        }
    }
}

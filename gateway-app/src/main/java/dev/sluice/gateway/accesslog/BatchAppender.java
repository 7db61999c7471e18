package dev.sluice.gateway.accesslog;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Hands lines to other appenders in batches, on a thread of its own.
 *
 * <p>Under traffic the thread looks every {@value #PAUSE_MILLIS} ms by itself, so that no request has to wake it, and what has come
 * meanwhile is written in one go; Logback's own asynchronous appender wakes a thread, and makes a system call, for each line. If the
 * targets fall behind by {@value #CAPACITY} lines, further lines are dropped: a slow log must not hold up traffic.
 */
final class BatchAppender extends UnsynchronizedAppenderBase<ILoggingEvent> implements Runnable {

    static final int CAPACITY = 16_384;
    static final int PAUSE_MILLIS = 10;

    private static final int CONSOLE_BYTES = 65_536;

    private static final long PAUSE_NANOS = Duration.ofMillis(PAUSE_MILLIS).toNanos();

    /** So often the thread finds nothing before it waits to be woken. */
    private static final int IDLE_ROUNDS = 100;

    private final List<Appender<ILoggingEvent>> targets;
    private final Queue<ILoggingEvent> lines = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread writer = new Thread(this, "access-log");
    private volatile boolean asleep;
    private volatile boolean stopped;

    BatchAppender(List<Appender<ILoggingEvent>> targets) {
        this.targets = List.copyOf(targets);
        writer.setDaemon(true);
    }

    @Override
    public void start() {
        super.start();
        targets.forEach(BatchAppender::gather);
        writer.start();
    }

    /** Java's own console pushes out each line that it is given: so it is given them when the appender does. */
    private static void gather(Appender<ILoggingEvent> target) {
        if (target instanceof ConsoleAppender<?> console
                && !(console.getOutputStream() instanceof BufferedOutputStream)) {
            console.setOutputStream(new BufferedOutputStream(console.getOutputStream(), CONSOLE_BYTES));
        }
    }

    /** Writes what is there; nobody adds more by now. */
    @Override
    public void stop() {
        super.stop();
        stopped = true;
        LockSupport.unpark(writer);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void append(ILoggingEvent line) {
        if (waiting.get() >= CAPACITY) {
            return;
        }
        line.prepareForDeferredProcessing();
        lines.add(line);
        waiting.incrementAndGet();
        if (asleep) {
            LockSupport.unpark(writer);
        }
    }

    @Override
    public void run() {
        int idle = 0;
        while (!stopped) {
            idle = write() ? 0 : idle + 1;
            if (idle < IDLE_ROUNDS) {
                LockSupport.parkNanos(this, PAUSE_NANOS);
            } else {
                sleep();
            }
        }
        write();
    }

    /** Whoever adds a line after the flag is up sees it; a line that was added before is seen here. */
    private void sleep() {
        asleep = true;
        if (lines.isEmpty() && !stopped) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private boolean write() {
        List<ILoggingEvent> batch = new ArrayList<>();
        for (ILoggingEvent line = lines.poll(); line != null; line = lines.poll()) {
            batch.add(line);
        }
        if (batch.isEmpty()) {
            return false;
        }
        waiting.addAndGet(-batch.size());
        targets.forEach(target -> write(batch, target));
        return true;
    }

    private static void write(List<ILoggingEvent> batch, Appender<ILoggingEvent> target) {
        if (target instanceof OutputStreamAppender<ILoggingEvent> stream && stream.isImmediateFlush()) {
            stream.setImmediateFlush(false);
            batch.forEach(stream::doAppend);
            stream.setImmediateFlush(true);
            flush(stream);
        } else {
            batch.forEach(target::doAppend);
        }
    }

    /** Pushes out a whole batch: the stream is gone once the appender is stopped, which has pushed it out then. */
    private static void flush(OutputStreamAppender<ILoggingEvent> target) {
        OutputStream stream = target.getOutputStream();
        if (stream != null) {
            try {
                stream.flush();
            } catch (IOException e) {
                target.addError("the access log could not be written", e);
            }
        }
    }
}

package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * A load that does not wait: requests come as from very many people who know nothing of each other (a Poisson process), also while
 * earlier ones are not answered yet.
 *
 * <p>A latency counts from the instant at which the request was <em>due</em> to the last byte of its answer. So it includes the wait
 * for one of the {@value #CONNECTIONS} connections when all of them are waiting for answers: a proxy that stops for 100 ms has not one
 * late answer but all that were due meanwhile. A load that asks only once it has an answer, as that of wrk, would leave them out
 * ("coordinated omission").
 *
 * <p>The connections take turns. Were the last one used again first, a handful would carry nearly everything, and with luck or without
 * it be those of one event loop.
 *
 * <p>It includes as well by how much the generator itself is late, which sleeps for {@value #NAP_MICROS} microseconds at a time rather
 * than take a core from the contender; {@link LatencyResult#late} tells. One thread does it all: some 40,000 requests a second are its end.
 * The first {@value #UNRECORDED_SECONDS} seconds are not recorded.
 */
final class OpenLoop implements AutoCloseable {

    /** Far more than are in flight with any proxy that keeps up. */
    private static final int CONNECTIONS = 256;

    private static final int NAP_MICROS = 20;

    private static final int UNRECORDED_SECONDS = 2;

    /** For answers that are still out at the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final long LONGEST = Duration.ofMinutes(1).toNanos();

    /** Three significant digits. */
    private static final int DIGITS = 3;

    private final Selector selector = Selector.open();
    private final List<OpenLoopConnection> all = new ArrayList<>();
    private final Deque<OpenLoopConnection> idle = new ArrayDeque<>();
    private final Deque<Long> due = new ArrayDeque<>();
    private final Histogram latencies = new Histogram(LONGEST, DIGITS);
    private final Histogram lateness = new Histogram(LONGEST, DIGITS);
    /** With the same beginning for all, so that everybody meets the same crowd. */
    private final Random random = new Random(1);

    private final double rate;
    private final long recordFrom;
    private final long end;
    private long next = System.nanoTime();
    private long answeredInTime;
    private long answered;
    private long errors;

    private OpenLoop(int port, double rate, int seconds) throws IOException {
        this.rate = rate;
        for (int i = 0; i < CONNECTIONS; i++) {
            OpenLoopConnection connection = new OpenLoopConnection(port, selector);
            all.add(connection);
            idle.add(connection);
        }
        next = System.nanoTime();
        recordFrom = next + TimeUnit.SECONDS.toNanos(UNRECORDED_SECONDS);
        end = recordFrom + TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Blocks for as long as it takes. */
    static LatencyResult run(Contender contender, double rate, int seconds) throws IOException {
        List<Long> pids = List.of(contender.server().pid());
        double before = ProcessorTime.of(pids);
        try (OpenLoop loop = new OpenLoop(contender.port(), rate, seconds)) {
            loop.loop();
            return loop.result(seconds, ProcessorTime.of(pids) - before);
        }
    }

    private void loop() throws IOException {
        long now = System.nanoTime();
        while (now < end || (underWay() && now < end + PATIENCE.toNanos())) {
            takeUp(now);
            while (!due.isEmpty() && !idle.isEmpty()) {
                idle.remove().ask(due.remove(), random);
            }
            if (selector.selectNow(this::read) == 0) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(NAP_MICROS));
            }
            now = System.nanoTime();
        }
        giveUp(now);
    }

    private boolean underWay() {
        return !due.isEmpty() || idle.size() < all.size();
    }

    private void takeUp(long now) {
        while (next <= now && next < end) {
            due.add(next);
            if (next >= recordFrom) {
                lateness.recordValue(Math.min(now - next, LONGEST));
            }
            next += (long) (-Math.log(1 - random.nextDouble()) / rate * TimeUnit.SECONDS.toNanos(1));
        }
    }

    private void read(SelectionKey key) {
        OpenLoopConnection connection = (OpenLoopConnection) key.attachment();
        if (!connection.isUnderWay()) {
            drop(connection);
        } else if (connection.answered()) {
            long now = System.nanoTime();
            answered++;
            record(connection.due(), now);
            if (connection.status() != 200) {
                errors++;
            }
            if (connection.due() >= recordFrom && now <= end) {
                answeredInTime++;
            }
            idle.add(connection);
        }
    }

    /** One that was not needed for so long that the contender has closed it, as it may. */
    private void drop(OpenLoopConnection connection) {
        all.remove(connection);
        idle.remove(connection);
        connection.close();
    }

    /** What has no answer by now has waited for so long at least. */
    private void giveUp(long now) {
        due.forEach(instant -> record(instant, now));
        all.stream()
                .filter(connection -> !idle.contains(connection))
                .forEach(connection -> record(connection.due(), now));
        errors += due.size() + all.size() - idle.size();
    }

    private void record(long instant, long now) {
        if (instant >= recordFrom) {
            latencies.recordValue(Math.min(now - instant, LONGEST));
        }
    }

    private LatencyResult result(int seconds, double cpu) {
        return new LatencyResult(
                rate,
                (double) answeredInTime / seconds,
                LatencyResult.millis(latencies, 50),
                LatencyResult.millis(latencies, 90),
                LatencyResult.millis(latencies, 99),
                LatencyResult.millis(latencies, 99.9),
                LatencyResult.millis(lateness, 99),
                cpu / answered * 1_000,
                errors);
    }

    @Override
    public void close() throws IOException {
        all.forEach(OpenLoopConnection::close);
        selector.close();
    }
}

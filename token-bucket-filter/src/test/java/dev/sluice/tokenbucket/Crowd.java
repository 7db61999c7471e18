package dev.sluice.tokenbucket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Threads that all start at the same moment, and what each of them came back with. */
public final class Crowd {

    private static final long PATIENCE_SECONDS = 60;

    private Crowd() {}

    /** Runs {@code work} for 0, 1, … {@code size - 1}, each in a thread of its own. */
    public static <T> List<T> run(int size, IntFunction<Callable<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(size);
        CyclicBarrier start = new CyclicBarrier(size);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                Callable<T> part = work.apply(i);
                running.add(threads.submit(() -> {
                    start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    return part.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> part : running) {
                results.add(part.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } catch (ExecutionException e) {
            throw new AssertionError("a thread of the crowd failed", e.getCause());
        } catch (Exception e) {
            throw new AssertionError("the crowd did not come back", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Runs the same work in each thread and adds up what they answer. */
    public static long sum(int size, Callable<Long> work) {
        return run(size, i -> work).stream().mapToLong(Long::longValue).sum();
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Runs the same work on many threads that start together; a failure on any of them fails the test. */
public final class Threads {

    private static final int DEADLINE_SECONDS = 60;

    private Threads() {}

    /** Runs the work on so many threads, each with its number from 0. */
    public static void run(int threads, IntConsumer work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(executor.submit(() -> {
                    start.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                    work.accept(thread);
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }
}

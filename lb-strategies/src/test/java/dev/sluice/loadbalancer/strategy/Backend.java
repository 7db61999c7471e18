package dev.sluice.loadbalancer.strategy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A candidate that counts. */
final class Backend implements Candidate {

    private final int number;
    private final int weight;
    private final AtomicInteger inFlight = new AtomicInteger();

    Backend(int number, int weight) {
        this.number = number;
        this.weight = weight;
    }

    /** Backends numbered from 0, with these weights. */
    static List<Backend> weighing(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new Backend(i, weights[i]))
                .toList();
    }

    /** Backends numbered from 0, all with the weight 1. */
    static List<Backend> equal(int size) {
        return weighing(IntStream.range(0, size).map(i -> 1).toArray());
    }

    /** The numbers of those who are chosen one after the other, each request being over before the next. */
    static List<Integer> choose(Selector<Backend> selector, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> {
                    Backend chosen = selector.select();
                    chosen.release();
                    return chosen.number();
                })
                .toList();
    }

    /** How often each number is among those chosen. */
    static int[] counts(List<Integer> chosen, int size) {
        int[] counts = new int[size];
        chosen.forEach(number -> counts[number]++);
        return counts;
    }

    int number() {
        return number;
    }

    /** Requests that go on for as long as the test does. */
    void hold(int requests) {
        inFlight.addAndGet(requests);
    }

    void release() {
        inFlight.decrementAndGet();
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public void acquire() {
        inFlight.incrementAndGet();
    }

    @Override
    public boolean acquireIf(int expectedInFlight) {
        return inFlight.compareAndSet(expectedInFlight, expectedInFlight + 1);
    }

    @Override
    public String toString() {
        return "backend " + number;
    }
}

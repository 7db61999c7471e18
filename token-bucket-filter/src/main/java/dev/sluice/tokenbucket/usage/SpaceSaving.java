package dev.sluice.tokenbucket.usage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The most frequent of any number of items, in a fixed number of counters.
 *
 * <p>An item without a counter takes the lowest one, with its count: so each count is at least the true one, and higher by no more
 * than the count that was taken over. Of N items in k counters none is wrong by more than N/k, and whatever comes more often than that
 * has a counter (Metwally, Agrawal and El Abbadi, "Efficient Computation of Frequent and Top-k Elements in Data Streams", 2005). The
 * counters lie in a heap with the lowest on top. For one thread at a time.
 *
 * @param <T> what is counted
 */
final class SpaceSaving<T> {

    private final Map<T, Counter<T>> counters = new HashMap<>();
    private final List<Counter<T>> heap;
    private final int most;
    private long total;

    /** Nothing counted yet, in so many counters. */
    SpaceSaving(int counters) {
        this.heap = new ArrayList<>(counters);
        this.most = counters;
    }

    /** Counts an item. */
    void add(T item) {
        total++;
        Counter<T> counter = counters.get(item);
        if (counter == null) {
            counter = heap.size() < most ? free(item) : takenOver(item);
            counters.put(item, counter);
        }
        counter.count++;
        sink(counter);
    }

    /** How many items were counted. */
    long total() {
        return total;
    }

    /** What an item without a counter may have been counted at most. */
    long unseen() {
        return heap.size() < most ? 0 : heap.get(0).count;
    }

    /** The counters, in no order. */
    List<Counter<T>> counters() {
        return List.copyOf(counters.values());
    }

    void clear() {
        counters.clear();
        heap.clear();
        total = 0;
    }

    /** A new one. What has not been counted is the lowest of all: it belongs on top. */
    private Counter<T> free(T item) {
        Counter<T> counter = new Counter<>(item, 0);
        heap.add(counter);
        int place = heap.size() - 1;
        while (place > 0) {
            int parent = (place - 1) / 2;
            put(heap.get(parent), place);
            place = parent;
        }
        put(counter, place);
        return counter;
    }

    private Counter<T> takenOver(T item) {
        Counter<T> lowest = heap.get(0);
        counters.remove(lowest.item);
        Counter<T> counter = new Counter<>(item, lowest.count);
        put(counter, 0);
        return counter;
    }

    private void sink(Counter<T> counter) {
        int place = counter.place;
        while (2 * place + 1 < heap.size()) {
            int child = 2 * place + 1;
            if (child + 1 < heap.size() && heap.get(child + 1).count < heap.get(child).count) {
                child++;
            }
            if (heap.get(child).count >= counter.count) {
                break;
            }
            put(heap.get(child), place);
            place = child;
        }
        put(counter, place);
    }

    private void put(Counter<T> counter, int place) {
        heap.set(place, counter);
        counter.place = place;
    }

    /**
     * How often an item was counted.
     *
     * @param <T> what is counted
     */
    static final class Counter<T> {

        final T item;

        /** By how much the count may be too high. */
        final long error;

        private long count;
        private int place;

        private Counter(T item, long error) {
            this.item = item;
            this.count = error;
            this.error = error;
        }

        long count() {
            return count;
        }
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A cycle of turns, in which each place of a list has as many as its weight, as evenly spread as they can be.
 *
 * <p>Of a cycle of length n, the k-th of w turns belongs between (k-1)n/w and kn/w. At each step the turn with the earliest
 * end is next, of those that have begun: with weights of 5, 1 and 1 that is a b a a c a a. Not to look at the ends alone is
 * what keeps the heavy from going first altogether (Bennett and Zhang, <em>WF2Q: Worst-case Fair Weighted Fair
 * Queueing</em>, 1996). Nobody gets a turn more than it is due, so that at the end of the cycle each has had exactly its own.
 */
final class Schedule {

    private final int length;

    /** Empty where weights are equal: then the step is the place. */
    private final int[] places;

    private Schedule(int length, int[] places) {
        this.length = length;
        this.places = places;
    }

    /** A cycle for these weights, in time O(n log m) for n turns of m places. */
    static Schedule of(Weights weights) {
        return weights.equal() ? new Schedule(weights.size(), new int[0]) : interleaved(weights.reduced());
    }

    int length() {
        return length;
    }

    /** The place whose turn it is, at a step from 0 to the length of the cycle, exclusive. */
    int at(int step) {
        return places.length == 0 ? step : places[step];
    }

    private static Schedule interleaved(Weights weights) {
        PriorityQueue<Share> ahead = new PriorityQueue<>(Share.BY_BEGIN);
        PriorityQueue<Share> begun = new PriorityQueue<>(Share.BY_END);
        for (int place = 0; place < weights.size(); place++) {
            begun.add(new Share(place, weights.get(place)));
        }
        int length = weights.cumulative()[weights.size() - 1];
        int[] places = new int[length];
        for (int step = 0; step < length; step++) {
            while (!ahead.isEmpty() && ahead.element().hasBegun(step, length)) {
                begun.add(ahead.remove());
            }
            Share next = begun.remove();
            places[step] = next.place;
            next.taken++;
            ahead.add(next);
        }
        return new Schedule(length, places);
    }

    /** What one place has had of the cycle. */
    private static final class Share {

        static final Comparator<Share> BY_BEGIN = (a, b) -> compare(a, a.taken, b, b.taken);
        static final Comparator<Share> BY_END = (a, b) -> compare(a, a.taken + 1, b, b.taken + 1);

        final int place;
        final int weight;
        int taken;

        Share(int place, int weight) {
            this.place = place;
            this.weight = weight;
        }

        boolean hasBegun(int step, int length) {
            return (long) taken * length <= (long) step * weight;
        }

        private static int compare(Share a, int turnOfA, Share b, int turnOfB) {
            int order = Long.compare((long) turnOfA * b.weight, (long) turnOfB * a.weight);
            return order != 0 ? order : Integer.compare(a.place, b.place);
        }
    }
}

package dev.sluice.tokenbucket.ledger.lease;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The requests that wait for the bank, in the order in which they came; the first of them are asked for by the draw under way. */
final class Waiters<W extends Waiting> {

    /** Far above what a bucket can hold, and far from an overflow. */
    private static final long MOST_COST = 1L << 52;

    private final Deque<W> queue = new ArrayDeque<>();
    private int askedFor;

    void add(W request) {
        queue.add(request);
    }

    int size() {
        return queue.size();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** What all of them cost, in millionths of a token, or more than any bucket holds. */
    long cost() {
        return queue.stream().mapToLong(Waiting::cost).reduce(0, (sum, cost) -> Math.min(MOST_COST, sum + cost));
    }

    /** The draw that is about to be sent asks for the first so many. */
    void askFor(int first) {
        askedFor = first;
    }

    /** Gives up those for whom there is another way, and answers those ways. */
    <T> List<T> abandon(Function<W, Optional<T>> other) {
        List<T> ways = new ArrayList<>();
        int asked = askedFor;
        for (Iterator<W> requests = queue.iterator(); requests.hasNext(); asked--) {
            Optional<T> way = other.apply(requests.next());
            if (way.isPresent()) {
                ways.add(way.get());
                requests.remove();
                askedFor -= asked > 0 ? 1 : 0;
            }
        }
        return ways;
    }

    /** Decides who was asked for; who has come since waits on if there is hope. */
    List<Holding.Decided<W>> decide(Predicate<W> spends, Predicate<W> hopes) {
        List<Holding.Decided<W>> decided = new ArrayList<>();
        for (Iterator<W> requests = queue.iterator(); requests.hasNext(); askedFor--) {
            W request = requests.next();
            boolean admitted = spends.test(request);
            if (admitted || askedFor > 0 || !hopes.test(request)) {
                decided.add(new Holding.Decided<>(request, admitted));
                requests.remove();
            }
        }
        return decided;
    }
}

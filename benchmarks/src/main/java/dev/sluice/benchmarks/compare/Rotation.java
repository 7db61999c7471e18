package dev.sluice.benchmarks.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who comes when: everybody once in each round, and everybody first at some time. */
final class Rotation {

    private Rotation() {}

    static <T> List<T> order(List<T> all, int round) {
        List<T> order = new ArrayList<>(all);
        Collections.rotate(order, -round);
        return List.copyOf(order);
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Draws places of a list at random, each with a probability in proportion to its weight.
 *
 * <p>Each place has as many tickets as its weight, numbered one place after the other. Where weights are equal, the ticket
 * is the place; elsewhere its owner is found by binary search.
 */
final class Lottery {

    private final Weights weights;
    private final boolean equal;

    /** The first ticket that is no longer of the place. */
    private final int[] ends;

    private final IntUnaryOperator chance;

    Lottery(Weights weights, IntUnaryOperator chance) {
        this.weights = weights.reduced();
        this.equal = weights.equal();
        this.ends = this.weights.cumulative();
        this.chance = chance;
    }

    int draw() {
        return owner(chance.applyAsInt(tickets()));
    }

    /** Draws among all places but one, of which there must be one at least: its tickets are left out of the count. */
    int drawOther(int place) {
        int weight = weights.get(place);
        int ticket = chance.applyAsInt(tickets() - weight);
        return owner(ticket < ends[place] - weight ? ticket : ticket + weight);
    }

    private int tickets() {
        return ends[ends.length - 1];
    }

    private int owner(int ticket) {
        if (equal) {
            return ticket;
        }
        int found = Arrays.binarySearch(ends, ticket);
        return found < 0 ? -found - 1 : found + 1;
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.List;

/**
 * Looks at all, takes the one with the fewest in flight for its weight, and of several such the one whose turn is earliest.
 *
 * <p>Whoever comes meanwhile may have taken the same one: it is acquired only if its count is still the one that was seen,
 * else all are looked at again. A choice that is made was right when it was made.
 */
final class FewestInFlight<T extends Candidate> implements Selector<T> {

    private final List<T> candidates;
    private final Weights weights;
    private final Turns turns;

    FewestInFlight(List<T> candidates, Turns turns) {
        this.candidates = candidates;
        this.weights = Weights.of(candidates);
        this.turns = turns;
    }

    @Override
    public T select() {
        while (true) {
            int best = 0;
            int fewest = candidates.get(best).inFlight();
            for (int i = 1; i < weights.size(); i++) {
                int inFlight = candidates.get(i).inFlight();
                long more = (long) inFlight * weights.get(best) - (long) fewest * weights.get(i);
                if (more < 0 || (more == 0 && turns.earlier(i, best))) {
                    best = i;
                    fewest = inFlight;
                }
            }
            T chosen = candidates.get(best);
            if (chosen.acquireIf(fewest)) {
                turns.take(best);
                return chosen;
            }
        }
    }
}

package dev.sluice.loadbalancer.strategy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The instance with the fewest requests in flight for its weight. */
final class LeastConnections implements LoadBalancingStrategy {

    private volatile @Nullable Turns last;

    @Override
    public <T extends Candidate> Selector<T> over(List<T> candidates) {
        Turns before = last;
        Turns turns = before == null ? new Turns(candidates, 0) : before.over(candidates);
        last = turns;
        return new FewestInFlight<>(candidates, turns);
    }
}

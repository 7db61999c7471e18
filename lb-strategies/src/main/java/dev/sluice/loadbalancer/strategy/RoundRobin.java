package dev.sluice.loadbalancer.strategy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Each instance in turn. */
final class RoundRobin implements LoadBalancingStrategy {

    private volatile @Nullable Rotation<?> last;

    @Override
    public <T extends Candidate> Selector<T> over(List<T> candidates) {
        Rotation<?> before = last;
        Rotation<T> rotation = before == null ? new Rotation<>(candidates, 0) : before.over(candidates);
        last = rotation;
        return rotation;
    }

    /** Of unequal weights by chance: to lay out a whole cycle takes a time for each of its turns, of which there may be thousands. */
    @Override
    public <T extends Candidate> T selectOnce(List<T> candidates) {
        LoadBalancingStrategy once = Weights.of(candidates).equal() ? this : LoadBalancingStrategy.random();
        return once.over(candidates).select();
    }
}

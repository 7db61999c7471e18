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
}

package dev.sluice.loadbalancer.pool;

import dev.sluice.loadbalancer.strategy.LoadBalancingStrategy;
import dev.sluice.loadbalancer.strategy.Selector;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Those instances of a pool that take requests, as of one instant.
 *
 * @param members in the order of the pool
 * @param selector chooses among them; absent if there are none
 */
record Snapshot(List<Member> members, Optional<Selector<Member>> selector) {

    static final Snapshot EMPTY = new Snapshot(List.of(), Optional.empty());

    /** Members are an instance each, with the share that it has at that time. */
    static Snapshot of(Collection<Backend> backends, LoadBalancingStrategy strategy, long now) {
        List<Backend> up =
                backends.stream().filter(backend -> backend.state() == State.UP).toList();
        if (up.isEmpty()) {
            return EMPTY;
        }
        boolean steady = up.stream().allMatch(backend -> steps(backend, now) == SlowStart.STEPS);
        List<Member> members = up.stream()
                .map(backend -> new Member(backend, backend.weight() * (steady ? 1 : steps(backend, now))))
                .toList();
        return new Snapshot(members, Optional.of(strategy.over(members)));
    }

    private static int steps(Backend backend, long now) {
        return backend.slowStart().map(ramp -> ramp.step(now)).orElse(SlowStart.STEPS);
    }

    boolean hasOtherThan(Collection<String> addresses) {
        return members.stream().anyMatch(member -> !addresses.contains(member.address()));
    }

    /** One at none of these addresses, as a strategy chooses. */
    Optional<Member> selectOtherThan(Collection<String> addresses, LoadBalancingStrategy strategy) {
        List<Member> others = members.stream()
                .filter(member -> !addresses.contains(member.address()))
                .toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(strategy.selectOnce(others));
    }
}

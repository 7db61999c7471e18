package dev.sluice.loadbalancer.strategy;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Each instance in turn: the position is one counter that every choice moves by one. */
final class RoundRobin implements LoadBalancingStrategy {

    private final AtomicLong position = new AtomicLong();

    @Override
    public <T> T choose(List<T> instances) {
        return instances.get(Math.floorMod(position.getAndIncrement(), instances.size()));
    }
}

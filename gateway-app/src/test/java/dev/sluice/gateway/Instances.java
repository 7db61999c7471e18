package dev.sluice.gateway;

import static org.awaitility.Awaitility.await;

import dev.sluice.loadbalancer.pool.Backend;
import dev.sluice.loadbalancer.pool.Pool;
import dev.sluice.loadbalancer.pool.Pools;
import dev.sluice.loadbalancer.pool.State;
import java.net.URI;
import java.util.List;

/** What a gateway believes of the instances of the service {@code backends}. */
final class Instances {

    private static final String SERVICE = "backends";

    private final Pools pools;

    Instances(Gateway gateway) {
        this.pools = gateway.context().getBean(Pools.class);
    }

    /** How many requests are in flight on each, in the order of the settings. */
    List<Integer> inFlight() {
        return pool().backends().stream()
                .map(backend -> backend.traffic().inFlight())
                .toList();
    }

    /** Whether no request is in flight on any. */
    boolean areAtRest() {
        return inFlight().stream().allMatch(count -> count == 0);
    }

    void awaitRest() {
        await().until(this::areAtRest);
    }

    void awaitInFlight(Integer... counts) {
        await().until(() -> inFlight().equals(List.of(counts)));
    }

    /** Waits until so many requests are in flight, wherever. */
    void awaitTotal(int count) {
        await().until(() -> inFlight().stream().mapToInt(each -> each).sum() == count);
    }

    State state(String uri) {
        return backend(uri).state();
    }

    void awaitState(String uri, State state) {
        await().until(() -> state(uri) == state);
    }

    /** How many requests have been sent to one. */
    long picks(String uri) {
        return backend(uri).traffic().picks();
    }

    private Backend backend(String uri) {
        return pool().backend(URI.create(uri).getAuthority()).orElseThrow();
    }

    private Pool pool() {
        return pools.find(SERVICE).orElseThrow();
    }
}

package dev.sluice.loadbalancer.pool;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;

/** The pools of all services that requests are sent to. */
public final class Pools {

    private final Function<String, Pool> factory;
    private final Time time;
    private final Map<String, InstanceFeed> feeds = new ConcurrentSkipListMap<>();

    /**
     * No pools yet.
     *
     * @param factory makes the pool of a service
     */
    public Pools(Function<String, Pool> factory, Time time) {
        this.factory = factory;
        this.time = time;
    }

    /** The pool of a service, which is filled from this registry if it is new. */
    public InstanceFeed open(String service, ServiceInstanceListSupplier registry) {
        return feeds.computeIfAbsent(service, name -> new InstanceFeed(factory.apply(name), registry))
                .start(time.scheduler());
    }

    /** The pool of a service, if there is one. */
    public Optional<Pool> find(String service) {
        return Optional.ofNullable(feeds.get(service)).map(InstanceFeed::pool);
    }

    /** All pools, by the names of their services. */
    public Collection<Pool> all() {
        return feeds.values().stream().map(InstanceFeed::pool).toList();
    }

    /** Fills the pools again that were closed. */
    public void start() {
        feeds.values().forEach(feed -> feed.start(time.scheduler()));
    }

    /** Leaves all pools without instances, and nobody looks for others. Balancers keep theirs, in case of another start. */
    public void close() {
        feeds.values().forEach(InstanceFeed::stop);
    }
}

package dev.sluice.loadbalancer.autoconfigure;

import dev.sluice.loadbalancer.pool.Pools;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.event.RefreshRoutesResultEvent;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.Flux;

/**
 * Opens the pool of every service that a route leads to, so that its instances are known and checked before the first
 * request, and closes all pools when the last is answered.
 */
final class PoolsOfRoutes implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(PoolsOfRoutes.class);

    private static final String BALANCED = "lb";

    private final ObjectProvider<RouteLocator> routes;
    private final ObjectProvider<LoadBalancerClientFactory> balancers;
    private final Pools pools;
    private volatile boolean running;

    PoolsOfRoutes(
            ObjectProvider<RouteLocator> routes, ObjectProvider<LoadBalancerClientFactory> balancers, Pools pools) {
        this.routes = routes;
        this.balancers = balancers;
        this.pools = pools;
    }

    /** Before the server takes requests, and until it has answered the last; after everybody who is ready by default is. */
    @Override
    public int getPhase() {
        return 1;
    }

    @Override
    public void start() {
        running = true;
        pools.start();
        opened().blockLast();
    }

    /** Routes can be changed while the gateway runs. */
    @EventListener(RefreshRoutesResultEvent.class)
    void routesChanged() {
        if (running) {
            opened().subscribe(service -> {}, failure -> log.error("the pools of new routes can't be opened", failure));
        }
    }

    @Override
    public void stop() {
        running = false;
        pools.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The services that routes lead to, each with its pool open. */
    private Flux<String> opened() {
        LoadBalancerClientFactory factory = balancers.getIfAvailable();
        RouteLocator locator = routes.getIfAvailable();
        return factory == null || locator == null
                ? Flux.empty()
                : locator.getRoutes()
                        .mapNotNull(route -> service(route).orElse(null))
                        .distinct()
                        .doOnNext(service -> factory.getInstance(service, ReactorServiceInstanceLoadBalancer.class));
    }

    /** A route to {@code lb:ws://service} has a scheme within. */
    private static Optional<String> service(Route route) {
        URI uri = route.getUri();
        if (!BALANCED.equals(uri.getScheme())) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                uri.isOpaque() ? URI.create(uri.getSchemeSpecificPart()).getHost() : uri.getHost());
    }
}

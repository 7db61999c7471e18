package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.url.TargetOfInstance;
import dev.sluice.gateway.url.TargetOfRoute;
import dev.sluice.gateway.websocket.WebSocketRouting;
import dev.sluice.loadbalancer.pool.PoolLoadBalancer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.cloud.client.loadbalancer.LoadBalancerLifecycle;
import org.springframework.cloud.gateway.config.GatewayLoadBalancerProperties;
import org.springframework.cloud.gateway.filter.AdaptCachedBodyGlobalFilter;
import org.springframework.cloud.gateway.filter.ForwardPathFilter;
import org.springframework.cloud.gateway.filter.ForwardRoutingFilter;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.LoadBalancerServiceInstanceCookieFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.filter.ReactiveLoadBalancerClientFilter;
import org.springframework.cloud.gateway.filter.RemoveCachedBodyFilter;
import org.springframework.cloud.gateway.filter.RouteToRequestUrlFilter;
import org.springframework.cloud.gateway.handler.predicate.ReadBodyRoutePredicateFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.loadbalancer.core.ReactorServiceInstanceLoadBalancer;
import org.springframework.cloud.loadbalancer.support.LoadBalancerClientFactory;

/**
 * Routes to a service whose requests nobody looks at on their way but Spring Cloud Gateway and we: they need no URL of their own.
 *
 * <p>Elsewhere each request gets three, one after the other, for the filters between to see and change: that of the service, with the
 * request's path, that of the instance, and the set of all before. Here the service's and the instance's own are enough, which are the
 * same for all requests. Filters that are there for bodies that somebody keeps, for {@code forward:} and for WebSockets have nothing to
 * do either.
 */
final class PlainRoutes {

    private static final String BALANCED = "lb";
    private static final String OURS = "dev.sluice.";

    /** Of Spring Cloud Gateway's filters, and of ours in their place, those that have nothing to do on such a route. */
    private static final Set<Class<?>> IDLE = Set.of(
            AdaptCachedBodyGlobalFilter.class,
            ForwardPathFilter.class,
            ForwardRoutingFilter.class,
            LoadBalancerServiceInstanceCookieFilter.class,
            ReactiveLoadBalancerClientFilter.class,
            RemoveCachedBodyFilter.class,
            RouteToRequestUrlFilter.class,
            TargetOfInstance.class,
            TargetOfRoute.class,
            WebSocketRouting.class);

    private final LoadBalancerClientFactory balancers;
    private final GatewayLoadBalancerProperties properties;
    private final boolean watched;

    /**
     * The routes to services that these balance.
     *
     * @param watched whether somebody around all filters may look at what they have done
     */
    PlainRoutes(LoadBalancerClientFactory balancers, GatewayLoadBalancerProperties properties, boolean watched) {
        this.balancers = balancers;
        this.properties = properties;
        this.watched = watched;
    }

    /** What takes the place of the idle filters; empty if the route is no plain one. */
    List<GatewayFilter> targets(Route route, List<GlobalFilter> globalFilters) {
        if (watched
                || !isToService(route)
                || !globalFilters.stream().allMatch(PlainRoutes::isKnown)
                || !route.getFilters().stream().allMatch(PlainRoutes::isOurs)
                || mayKeepBody(route)) {
            return List.of();
        }
        return balancer(route.getUri().getHost())
                .map(balancer -> List.<GatewayFilter>of(
                        new OrderedGatewayFilter(
                                new ServiceTarget(route.getUri()), RouteToRequestUrlFilter.ROUTE_TO_URL_FILTER_ORDER),
                        new OrderedGatewayFilter(
                                new InstanceTarget(balancer, route.getUri().getHost(), properties),
                                ReactiveLoadBalancerClientFilter.LOAD_BALANCER_CLIENT_FILTER_ORDER)))
                .orElse(List.of());
    }

    static boolean isIdle(GlobalFilter filter) {
        return IDLE.contains(filter.getClass());
    }

    private static boolean isToService(Route route) {
        return BALANCED.equalsIgnoreCase(route.getUri().getScheme())
                && route.getUri().getHost() != null;
    }

    private static boolean isKnown(GlobalFilter filter) {
        return isIdle(filter) || isReplaced(filter) || isOurs(filter.getClass());
    }

    /** By {@link Answering}. */
    static boolean isReplaced(GlobalFilter filter) {
        return filter.getClass().equals(NettyWriteResponseFilter.class);
    }

    private static boolean isOurs(GatewayFilter filter) {
        return isOurs(
                filter instanceof OrderedGatewayFilter ordered
                        ? ordered.getDelegate().getClass()
                        : filter.getClass());
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith(OURS);
    }

    /** A predicate that reads the body keeps it for the filters; so may one that does not say what it is. */
    private static boolean mayKeepBody(Route route) {
        List<Object> parts = new ArrayList<>();
        route.getPredicate()
                .accept(part ->
                        parts.add(Optional.<Object>ofNullable(part.getConfig()).orElse(part)));
        String builtIn = ReadBodyRoutePredicateFactory.class.getPackageName();
        return parts.stream()
                .anyMatch(part -> part instanceof ReadBodyRoutePredicateFactory.Config
                        || !part.getClass().getName().startsWith(builtIn));
    }

    /** Ours, unless somebody wants to be told of its choices, be it the client by a cookie. */
    private Optional<PoolLoadBalancer> balancer(String service) {
        boolean silent =
                balancers.getInstances(service, LoadBalancerLifecycle.class).isEmpty()
                        && !balancers.getProperties(service).getStickySession().isAddServiceInstanceCookie();
        return silent
                        && balancers.getInstance(service, ReactorServiceInstanceLoadBalancer.class)
                                instanceof PoolLoadBalancer pool
                ? Optional.of(pool)
                : Optional.empty();
    }
}

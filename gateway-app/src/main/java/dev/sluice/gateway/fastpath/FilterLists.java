package dev.sluice.gateway.fastpath;

import java.util.ArrayList;
import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The filters of a route, in their order: its own and the global ones, with ours in the place of those that we do better without.
 *
 * <p>A filter is replaced only if it is the very one of Spring Cloud Gateway: one that somebody has put in its place stays.
 */
final class FilterLists {

    private final List<GlobalFilter> globalFilters;
    private final Answering answering;
    private final PlainRoutes plainRoutes;

    FilterLists(List<GlobalFilter> globalFilters, Answering answering, PlainRoutes plainRoutes) {
        this.globalFilters = List.copyOf(globalFilters);
        this.answering = answering;
        this.plainRoutes = plainRoutes;
    }

    /** Those that have something to do. */
    List<GatewayFilter> of(Route route) {
        List<GatewayFilter> targets = plainRoutes.targets(route, globalFilters);
        if (targets.isEmpty()) {
            return sorted(route.getFilters(), globalFilters);
        }
        List<GatewayFilter> own = new ArrayList<>(route.getFilters());
        own.addAll(targets);
        return sorted(
                own,
                globalFilters.stream()
                        .filter(filter -> !PlainRoutes.isIdle(filter))
                        .toList());
    }

    private List<GatewayFilter> sorted(List<GatewayFilter> own, List<GlobalFilter> global) {
        List<GatewayFilter> filters =
                new ArrayList<>(global.stream().map(this::ordered).toList());
        filters.addAll(own);
        AnnotationAwareOrderComparator.sort(filters);
        return filters;
    }

    private GatewayFilter ordered(GlobalFilter filter) {
        return new OrderedGatewayFilter(PlainRoutes.isReplaced(filter) ? answering : adapted(filter), order(filter));
    }

    private static GatewayFilter adapted(GlobalFilter filter) {
        return filter instanceof GatewayFilter ready ? ready : new Adapted(filter);
    }

    /** One that does not say when comes last. */
    private static int order(GlobalFilter filter) {
        return filter instanceof Ordered ordered
                ? ordered.getOrder()
                : MergedAnnotations.from(filter.getClass(), MergedAnnotations.SearchStrategy.TYPE_HIERARCHY)
                        .get(Order.class)
                        .getValue("value", Integer.class)
                        .orElse(Ordered.LOWEST_PRECEDENCE);
    }

    /** A global filter as one of a route. */
    record Adapted(GlobalFilter filter) implements GatewayFilter {

        @Override
        public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
            return filter.filter(exchange, chain);
        }
    }
}

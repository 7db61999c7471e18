package dev.sluice.gateway.fastpath;

import java.util.List;
import java.util.Objects;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.ApplicationContext;

/** The filters that requests of a gateway go through, for tests of other packages. */
public final class Way {

    private Way() {}

    /** Of the first route, in their order. */
    public static List<String> filters(ApplicationContext gateway) {
        Route route = Objects.requireNonNull(
                gateway.getBean(RouteLocator.class).getRoutes().blockFirst());
        return gateway.getBean(FilterLists.class).of(route).stream()
                .map(Way::name)
                .toList();
    }

    private static String name(GatewayFilter filter) {
        GatewayFilter itself = filter instanceof OrderedGatewayFilter ordered ? ordered.getDelegate() : filter;
        return itself instanceof FilterLists.Adapted adapted
                ? adapted.filter().getClass().getSimpleName()
                : itself.getClass().getSimpleName();
    }
}

package dev.sluice.gateway.fastpath;

import dev.sluice.gateway.fastpath.RouteTable.Entry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.event.RefreshRoutesResultEvent;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.ApplicationListener;
import reactor.core.publisher.Mono;

/** The table of routes, made anew whenever the routes are refreshed. */
final class RouteTables implements ApplicationListener<RefreshRoutesResultEvent> {

    private static final Logger log = LoggerFactory.getLogger(RouteTables.class);

    private final RouteLocator routes;
    private final RouteDefinitionLocator definitions;
    private final FilterLists filters;
    private final GlobalCorsProperties cors;
    private final boolean indexed;
    private volatile RouteTable table = new RouteTable(List.of(), PathIndex.of(List.of()));

    /**
     * No routes yet.
     *
     * @param indexed whether the patterns of the routes are matched with whole paths
     */
    RouteTables(
            RouteLocator routes,
            RouteDefinitionLocator definitions,
            FilterLists filters,
            GlobalCorsProperties cors,
            boolean indexed) {
        this.routes = routes;
        this.definitions = definitions;
        this.filters = filters;
        this.cors = cors;
        this.indexed = indexed;
    }

    /** The routes of now; none before the first refresh, which leaves all to the host. */
    RouteTable current() {
        return table;
    }

    /** Whether a route, or all of them, say anything about requests from other origins. */
    boolean haveCors() {
        return !cors.getCorsConfigurations().isEmpty() || table.hasCors();
    }

    @Override
    public void onApplicationEvent(RefreshRoutesResultEvent event) {
        if (event.isSuccess()) {
            refresh();
        }
    }

    private void refresh() {
        Mono.zip(
                        routes.getRoutes().collectList(),
                        definitions.getRouteDefinitions().collectList())
                .subscribe(
                        both -> table = of(both.getT1(), both.getT2()),
                        cause -> log.error("the routes of before stay", cause));
    }

    private RouteTable of(List<Route> all, List<RouteDefinition> defined) {
        RoutePatterns patterns = RoutePatterns.of(all, indexed ? defined : List.of());
        return new RouteTable(
                all.stream().map(this::entry).toList(),
                PathIndex.of(all.stream().map(patterns::of).toList()));
    }

    private Entry entry(Route route) {
        return new Entry(route, Chain.of(filters.of(route)));
    }
}

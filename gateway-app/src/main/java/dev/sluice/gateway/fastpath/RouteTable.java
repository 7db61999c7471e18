package dev.sluice.gateway.fastpath;

import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.route.Route;

/**
 * The routes as of one refresh, in their order, and for each path those that may match.
 *
 * @param entries all routes
 * @param index finds those that a path may have
 * @param hasCors whether one says what it allows to pages of other origins
 */
record RouteTable(List<Entry> entries, PathIndex index, boolean hasCors) {

    /** Where a route says what it allows to pages of other origins. */
    private static final String CORS = "cors";

    RouteTable(List<Entry> entries, PathIndex index) {
        this(
                List.copyOf(entries),
                index,
                entries.stream().anyMatch(entry -> entry.route.getMetadata().containsKey(CORS)));
    }

    /**
     * One route.
     *
     * @param route what was configured
     * @param filters of its own and the global ones, those that have something to do, in their order
     */
    record Entry(Route route, GatewayFilterChain filters) {}
}

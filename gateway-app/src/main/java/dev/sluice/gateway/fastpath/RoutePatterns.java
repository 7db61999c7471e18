package dev.sluice.gateway.fastpath;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.handler.predicate.PathRoutePredicateFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;

/**
 * Which paths routes can have, as far as that is certain.
 *
 * <p>The predicates of a definition all have to hold, so one that is called {@code Path} has to. Of predicates that are put together
 * in Java nobody can tell from outside how: they may hold one or the other, or not. Nothing is concluded from those, nor where an id
 * is there twice, or a predicate of another name speaks of paths as well.
 *
 * @param definitions by the ids of their routes
 */
record RoutePatterns(Map<String, RouteDefinition> definitions) {

    private static final String PATH = "Path";

    static RoutePatterns of(List<Route> routes, List<RouteDefinition> definitions) {
        Map<String, List<Route>> byId = grouped(routes, Route::getId);
        return new RoutePatterns(
                grouped(definitions, definition -> String.valueOf(definition.getId())).entrySet().stream()
                        .filter(same -> same.getValue().size() == 1
                                && byId.getOrDefault(same.getKey(), List.of()).size() == 1)
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, same -> same.getValue().get(0))));
    }

    /** Patterns of which one has to match; empty if any path may do. */
    List<String> of(Route route) {
        RouteDefinition definition = definitions.get(route.getId());
        if (definition == null) {
            return List.of();
        }
        List<PathRoutePredicateFactory.Config> paths = new ArrayList<>();
        route.getPredicate().accept(part -> {
            if (part.getConfig() instanceof PathRoutePredicateFactory.Config path) {
                paths.add(path);
            }
        });
        long named = definition.getPredicates().stream()
                .filter(predicate -> PATH.equals(predicate.getName()))
                .count();
        return paths.isEmpty() || paths.size() != named
                ? List.of()
                : List.copyOf(paths.get(0).getPatterns());
    }

    private static <T> Map<String, List<T>> grouped(Collection<T> things, Function<T, String> id) {
        return things.stream().collect(Collectors.groupingBy(id));
    }
}

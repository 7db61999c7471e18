package dev.sluice.gateway.compatibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A route as it stands in the settings.
 *
 * @param more what else it says, by the rest of the key
 */
record Route(String id, String uri, List<String> predicates, List<String> filters, Map<String, String> more) {

    private static final String KEY = "spring.cloud.gateway.server.webflux.routes[%d].%s=%s";

    Route {
        predicates = List.copyOf(predicates);
        filters = List.copyOf(filters);
    }

    static Route to(String id, String uri) {
        return new Route(id, uri, List.of(), List.of(), Map.of());
    }

    Route uri(String other) {
        return new Route(id, other, predicates, filters, more);
    }

    Route predicate(String predicate) {
        return new Route(id, uri, and(predicates, predicate), filters, more);
    }

    Route filter(String filter) {
        return new Route(id, uri, predicates, and(filters, filter), more);
    }

    Route with(String key, String value) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.put(key, value);
        return new Route(id, uri, predicates, filters, all);
    }

    /** The names of its filters and predicates. */
    Stream<String> names() {
        Stream<String> inShort =
                Stream.concat(predicates.stream(), filters.stream()).map(text -> text.replaceFirst("=.*", ""));
        Stream<String> inFull = more.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("].name"))
                .map(Map.Entry::getValue);
        return Stream.concat(inShort, inFull);
    }

    /** The settings that make this the route of this index; without a pattern of its own it has all paths below {@code path}. */
    List<String> settings(int index, String path) {
        List<String> settings = new ArrayList<>();
        settings.add(KEY.formatted(index, "id", id));
        settings.add(KEY.formatted(index, "uri", uri));
        List<String> all = predicates.stream().anyMatch(predicate -> predicate.startsWith("Path="))
                ? predicates
                : and(predicates, "Path=" + path + "/**");
        for (int i = 0; i < all.size(); i++) {
            settings.add(KEY.formatted(index, "predicates[" + i + "]", all.get(i)));
        }
        for (int i = 0; i < filters.size(); i++) {
            settings.add(KEY.formatted(index, "filters[" + i + "]", filters.get(i)));
        }
        more.forEach((key, value) -> settings.add(KEY.formatted(index, key, value)));
        return settings;
    }

    private static List<String> and(List<String> list, String another) {
        List<String> all = new ArrayList<>(list);
        all.add(another);
        return all;
    }
}

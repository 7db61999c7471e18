package dev.sluice.gateway.fastpath;

import dev.sluice.admin.access.NoSuchCall;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The paths that a handler of the gateway itself may answer, before its routes are asked: those of the admin API, of the actuator, of
 * Swagger UI, and of whatever handlers an application adds.
 *
 * <p>They are told apart by their first segment, in any spelling. Where a handler's paths can't be told from outside, all paths may be
 * its own, and no request is taken from it.
 */
final class LocalPaths {

    private static final Logger log = LoggerFactory.getLogger(LocalPaths.class);

    private final Supplier<List<HandlerMapping>> mappings;
    private volatile @Nullable Known known;

    /** The paths of these mappings, which are asked with the first request, when all are complete. */
    LocalPaths(Supplier<List<HandlerMapping>> mappings) {
        this.mappings = mappings;
    }

    boolean mayHave(RequestPath path) {
        Known paths = known;
        if (paths == null) {
            paths = Known.of(mappings.get());
            known = paths;
            log.debug("answered here, or may be: {}", paths);
        }
        return paths.mayHave(path);
    }

    /**
     * What the mappings say.
     *
     * @param all whether any path may have a handler
     * @param segments first segments of the others, in lower case
     */
    private record Known(boolean all, Set<String> segments) {

        static Known of(List<HandlerMapping> mappings) {
            Set<String> segments = new HashSet<>();
            boolean all = false;
            for (HandlerMapping mapping : mappings) {
                if (mapping instanceof RoutePredicateHandlerMapping) {
                    break; // whatever comes behind gets what no route wants
                }
                all |= isOpaque(mapping);
                firstSegments(mapping)
                        .map(segment -> segment.toLowerCase(Locale.ROOT))
                        .forEach(segments::add);
            }
            return new Known(all || segments.stream().anyMatch(Known::isVariable), Set.copyOf(segments));
        }

        private static boolean isOpaque(HandlerMapping mapping) {
            if (mapping instanceof RouterFunctionMapping functions) {
                return functions.getRouterFunction() != null;
            }
            return !(mapping instanceof RequestMappingInfoHandlerMapping
                    || mapping instanceof AbstractUrlHandlerMapping
                    || mapping instanceof NoSuchCall);
        }

        private static Stream<String> firstSegments(HandlerMapping mapping) {
            return mapping instanceof NoSuchCall rest
                    ? rest.firstSegments()
                    : patterns(mapping).map(pattern -> firstSegment(pattern.getPatternString()));
        }

        private static Stream<PathPattern> patterns(HandlerMapping mapping) {
            if (mapping instanceof RequestMappingInfoHandlerMapping methods) {
                return methods.getHandlerMethods().keySet().stream()
                        .flatMap(info -> info.getPatternsCondition().getPatterns().stream());
            }
            return mapping instanceof AbstractUrlHandlerMapping urls
                    ? urls.getHandlerMap().keySet().stream()
                    : Stream.empty();
        }

        private static String firstSegment(String pattern) {
            String path = pattern.startsWith("/") ? pattern.substring(1) : pattern;
            int end = path.indexOf('/');
            return end < 0 ? path : path.substring(0, end);
        }

        private static boolean isVariable(String segment) {
            return segment.chars().anyMatch(character -> "*?{".indexOf(character) >= 0);
        }

        boolean mayHave(RequestPath path) {
            return all || segments.contains(firstSegment(path));
        }

        private static String firstSegment(RequestPath path) {
            for (PathContainer.Element element : path.pathWithinApplication().elements()) {
                if (element instanceof PathContainer.PathSegment segment
                        && !segment.valueToMatch().isEmpty()) {
                    return segment.valueToMatch().toLowerCase(Locale.ROOT);
                }
            }
            return "";
        }
    }
}

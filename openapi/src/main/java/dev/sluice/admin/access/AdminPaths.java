package dev.sluice.admin.access;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.Element;
import org.springframework.http.server.PathContainer.PathSegment;
import org.springframework.http.server.RequestPath;

/**
 * The paths that need credentials: {@code /clients}, the actuator, those of the gateway's own pages, and everything below them.
 *
 * <p>A path is compared by its segments as a handler's pattern compares them, decoded and without matrix parameters. Where
 * patterns can be told to be lenient, in case and in empty segments, this always is: whatever reaches a handler is guarded.
 */
public final class AdminPaths {

    private static final List<String> CLIENTS = List.of("clients");

    private final List<List<String>> guarded;
    private final String health;

    /** The paths of a gateway without pages of its own. */
    public AdminPaths(String actuatorBasePath) {
        this(actuatorBasePath, List.of());
    }

    /**
     * The paths of a gateway whose actuator is below this base path.
     *
     * @param pages further paths
     * @throws IllegalArgumentException if one is the root, below which everything else is as well
     */
    public AdminPaths(String actuatorBasePath, List<GuardedPath> pages) {
        List<String> actuator = segments(actuatorBasePath);
        if (actuator.isEmpty()) {
            throw new IllegalArgumentException("management.endpoints.web.base-path must not be '" + actuatorBasePath
                    + "': the actuator could not be told from what is proxied");
        }
        List<List<String>> paths = new ArrayList<>(List.of(CLIENTS, actuator));
        for (GuardedPath page : pages) {
            if (segments(page.path()).isEmpty()) {
                throw new IllegalArgumentException("a guarded path must not be '" + page.path() + "'");
            }
            paths.add(segments(page.path()));
        }
        this.guarded = List.copyOf(paths);
        this.health = "/" + String.join("/", actuator) + "/health";
    }

    /** The first segments of all guarded paths, as they are written. */
    Stream<String> firstSegments() {
        return guarded.stream().map(path -> path.get(0));
    }

    /** Whether a request for this path needs a look at its credentials. */
    public boolean guards(RequestPath path) {
        List<Element> elements = path.pathWithinApplication().elements();
        for (List<String> prefix : guarded) {
            if (startsWith(elements, prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a guarded path is open to all: the health of the gateway, in its plain spelling. */
    boolean isPublic(RequestPath path) {
        String value = path.pathWithinApplication().value();
        return value.equals(health) || value.startsWith(health + "/");
    }

    private static List<String> segments(String path) {
        return PathContainer.parsePath(path).elements().stream()
                .flatMap(element ->
                        element instanceof PathSegment segment ? Stream.of(segment.valueToMatch()) : Stream.empty())
                .toList();
    }

    private static boolean startsWith(List<Element> elements, List<String> prefix) {
        int matched = 0;
        for (int i = 0; i < elements.size() && matched < prefix.size(); i++) {
            if (elements.get(i) instanceof PathSegment segment
                    && !segment.valueToMatch().isEmpty()) {
                if (!segment.valueToMatch().equalsIgnoreCase(prefix.get(matched))) {
                    return false;
                }
                matched++;
            }
        }
        return matched == prefix.size();
    }
}

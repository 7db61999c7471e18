package dev.sluice.gateway.fastpath;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.PathContainer.PathSegment;

/**
 * Finds the routes that a path may have among thousands, without asking the others: a trie of the segments with which their patterns
 * begin.
 *
 * <p>It rules out only what can't match. What it finds still has to be asked, in the order of the routes.
 */
final class PathIndex {

    private final Node root;

    private PathIndex(Node root) {
        this.root = root;
    }

    /**
     * An index of routes by their patterns.
     *
     * @param patterns for each route, patterns of which one has to match; empty if any path may do
     */
    static PathIndex of(List<List<String>> patterns) {
        Building root = new Building();
        for (int place = 0; place < patterns.size(); place++) {
            if (patterns.get(place).isEmpty()) {
                root.places.add(place);
            }
            for (String pattern : patterns.get(place)) {
                root.add(place, pattern);
            }
        }
        return new PathIndex(root.build(List.of()));
    }

    /** The places of those that a path may have, in their order. */
    int[] find(PathContainer path) {
        Node node = root;
        for (PathContainer.Element element : path.elements()) {
            if (element instanceof PathSegment segment) {
                Node child = node.children.get(segment.valueToMatch());
                if (child == null) {
                    break;
                }
                node = child;
            }
        }
        return node.places;
    }

    /** Where a path leads that begins with certain segments. */
    private static final class Node {

        /** The nodes of one segment more. */
        private final Map<String, Node> children;

        /** Routes whose patterns begin with these segments, or fewer, and go on with something that is no plain segment. */
        private final int[] places;

        Node(Map<String, Node> children, int[] places) {
            this.children = children;
            this.places = places;
        }
    }

    private static final class Building {

        private final Map<String, Building> children = new HashMap<>();
        private final List<Integer> places = new ArrayList<>();

        void add(int place, String pattern) {
            Building node = this;
            for (String segment :
                    pattern.substring(pattern.startsWith("/") ? 1 : 0).split("/", -1)) {
                if (!isPlain(segment)) {
                    break;
                }
                node = node.children.computeIfAbsent(segment, name -> new Building());
            }
            node.places.add(place);
        }

        /** Whoever comes here has passed the nodes before, so their places are here as well. */
        Node build(List<Integer> inherited) {
            List<Integer> here = Stream.concat(inherited.stream(), places.stream())
                    .distinct()
                    .sorted()
                    .toList();
            Map<String, Node> built = new HashMap<>();
            children.forEach((segment, child) -> built.put(segment, child.build(here)));
            return new Node(
                    Map.copyOf(built), here.stream().mapToInt(Integer::intValue).toArray());
        }

        /** One that stands for itself alone; an empty one is left to the pattern. */
        private static boolean isPlain(String segment) {
            return !segment.isEmpty() && segment.chars().noneMatch(character -> "*?{}\\".indexOf(character) >= 0);
        }
    }
}

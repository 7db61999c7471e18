package dev.sluice.gateway.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * As much of a PromQL expression as has to be true of the metrics: what it selects, and by what it groups.
 *
 * <p>It reads {@code sum by (label) (…)}, with the labels in front, and {@code on (label)}; that the rest is PromQL at all is for
 * Prometheus to say.
 *
 * @param selectors what is selected, in order
 * @param groupings by what it is grouped or joined
 */
public record PromQl(List<Selector> selectors, List<Grouping> groupings) {

    private static final Pattern TOKEN =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[a-zA-Z_:][\\w:]*|\\d[\\w.]*|=~|!~|!=|==|<=|>=|\\S");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*");
    private static final Set<String> GROUPING = Set.of("by", "on");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool");

    /** Reads an expression; Grafana's variables stand for anything. */
    public static PromQl read(String expression) {
        String plain = expression.replace("$__rate_interval", "5m").replaceAll("\\$\\w+", ".*");
        return new Reader(TOKEN.matcher(plain).results().map(MatchResult::group).toList()).read();
    }

    /**
     * A metric's series.
     *
     * @param metric its name
     * @param matchers which of its series
     */
    public record Selector(String metric, List<Matcher> matchers) {}

    /**
     * Labels that several series have in common.
     *
     * @param labels the labels
     * @param metrics the metrics that have to have them
     */
    public record Grouping(Set<String> labels, Set<String> metrics) {}

    /**
     * A condition on one label.
     *
     * @param label its name
     * @param operator {@code =}, {@code !=}, {@code =~} or {@code !~}
     * @param value what it is compared with
     */
    public record Matcher(String label, String operator, String value) {

        boolean matches(Map<String, String> labels) {
            String actual = labels.getOrDefault(label, "");
            boolean equal = operator.endsWith("~") ? actual.matches(value) : actual.equals(value);
            return equal != operator.startsWith("!");
        }
    }

    private static final class Reader {

        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final List<Grouping> groupings = new ArrayList<>();
        private int next;

        Reader(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQl read() {
            List<Set<String>> joins = new ArrayList<>();
            while (next < tokens.size()) {
                String token = take();
                if (GROUPING.contains(token)) {
                    Set<String> labels = labels();
                    if (token.equals("by")) {
                        groupings.add(new Grouping(labels, metricsIn(body())));
                    } else {
                        joins.add(labels);
                    }
                } else if (isMetric(token)) {
                    selectors.add(new Selector(token, matchers()));
                }
            }
            Set<String> all =
                    new TreeSet<>(selectors.stream().map(Selector::metric).toList());
            joins.forEach(labels -> groupings.add(new Grouping(labels, all)));
            return new PromQl(selectors, groupings);
        }

        private boolean isMetric(String token) {
            return NAME.matcher(token).matches()
                    && !KEYWORDS.contains(token)
                    && !(peek().equals("(") || GROUPING.contains(peek()));
        }

        private Set<String> labels() {
            Set<String> labels = new TreeSet<>();
            expect("(");
            for (String token = take(); !token.equals(")"); token = take()) {
                if (!token.equals(",")) {
                    labels.add(token);
                }
            }
            return labels;
        }

        private List<Matcher> matchers() {
            List<Matcher> matchers = new ArrayList<>();
            if (peek().equals("{")) {
                for (String token = take(); !token.equals("}"); token = take()) {
                    if (NAME.matcher(token).matches()) {
                        String operator = take();
                        String quoted = take();
                        matchers.add(new Matcher(token, operator, quoted.substring(1, quoted.length() - 1)));
                    }
                }
            }
            return matchers;
        }

        /** What stands in the parentheses that follow, which are read again by themselves. */
        private List<String> body() {
            if (!peek().equals("(")) {
                throw new IllegalArgumentException("'by' in front of no parenthesis in " + String.join(" ", tokens));
            }
            int depth = 0;
            for (int end = next; end < tokens.size(); end++) {
                depth += tokens.get(end).equals("(") ? 1 : tokens.get(end).equals(")") ? -1 : 0;
                if (depth == 0) {
                    return tokens.subList(next, end);
                }
            }
            throw new IllegalArgumentException("an open parenthesis in " + String.join(" ", tokens));
        }

        private static Set<String> metricsIn(List<String> body) {
            return new TreeSet<>(new Reader(body)
                    .read().selectors().stream().map(Selector::metric).toList());
        }

        private String peek() {
            return next < tokens.size() ? tokens.get(next) : "";
        }

        private String take() {
            return tokens.get(next++);
        }

        private void expect(String token) {
            if (!take().equals(token)) {
                throw new IllegalArgumentException("no " + token + " in " + String.join(" ", tokens));
            }
        }
    }
}

package dev.sluice.gateway.observability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code /actuator/prometheus} answers: the labels of each series, by metric. */
public final class Scrape {

    /** What Prometheus adds to each series, and what it makes by itself. */
    private static final Map<String, String> OF_THE_TARGET = Map.of("job", "sluice", "instance", "gateway:8080");

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, List<Map<String, String>>> series = new LinkedHashMap<>();

    /** Reads the text format. */
    public Scrape(String text) {
        add("up", Map.of());
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new IllegalArgumentException(line);
            }
            Map<String, String> labels = new HashMap<>();
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
            }
            add(sample.group(1), labels);
        });
    }

    /** Adds a series that a rule makes of others. */
    public void add(String metric, Map<String, String> labels) {
        Map<String, String> all = new HashMap<>(OF_THE_TARGET);
        all.putAll(labels);
        series.computeIfAbsent(metric, name -> new ArrayList<>()).add(all);
    }

    /** Whether there is a series of that metric. */
    public boolean has(String metric) {
        return series.containsKey(metric);
    }

    /** Whether a series of that metric is matched by all of these. */
    public boolean has(String metric, List<PromQl.Matcher> matchers) {
        return series.getOrDefault(metric, List.of()).stream()
                .anyMatch(labels -> matchers.stream().allMatch(matcher -> matcher.matches(labels)));
    }

    /** The names of all labels of a metric's series. */
    public Set<String> labels(String metric) {
        Set<String> names = new TreeSet<>();
        series.getOrDefault(metric, List.of()).forEach(labels -> names.addAll(labels.keySet()));
        return names;
    }
}

package dev.sluice.gateway.observability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is shipped in {@code deploy} for Prometheus and Grafana. */
public final class Monitoring {

    /** The root of the repository; tests run in the directory of their module. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** What Prometheus is told, and what it is tested with. */
    public static final Path PROMETHEUS = ROOT.resolve("deploy/prometheus");

    private static final Path DASHBOARD = ROOT.resolve("deploy/grafana/dashboards/sluice.json");

    private Monitoring() {}

    /**
     * An expression, and where it stands.
     *
     * @param place a panel's title or a rule's name
     * @param expression PromQL
     */
    public record Query(String place, String expression) {}

    /** The dashboard. */
    public static JsonNode dashboard() {
        return JsonMapper.shared().readTree(text(DASHBOARD));
    }

    /** The queries of all panels. */
    public static List<Query> panels() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : dashboard().get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(
                        panel.get("title").asString(), target.get("expr").asString()));
            }
        }
        return queries;
    }

    /** The metrics in which the dashboard's variables look for their values. */
    public static List<Query> variables() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode variable : dashboard().at("/templating/list")) {
            if (variable.get("type").asString().equals("query")) {
                queries.add(new Query(
                        variable.get("name").asString(),
                        variable.at("/query/query")
                                .asString()
                                .replaceFirst("label_values\\((.*), (\\w+)\\)", "count by ($2) ($1)")));
            }
        }
        return queries;
    }

    /** The alerts. */
    public static List<Query> alerts() {
        return rules("alert");
    }

    /** What is computed beforehand, for the alerts. */
    public static List<Query> recordings() {
        return rules("record");
    }

    private static List<Query> rules(String kind) {
        Map<String, Object> file = new Yaml().load(text(PROMETHEUS.resolve("alerts.yml")));
        return maps(file.get("groups")).stream()
                .flatMap(group -> maps(group.get("rules")).stream())
                .filter(rule -> rule.containsKey(kind))
                .map(rule -> new Query(Objects.toString(rule.get(kind)), Objects.toString(rule.get("expr"))))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Collection<Map<String, Object>> maps(@Nullable Object list) {
        return (Collection<Map<String, Object>>) Objects.requireNonNull(list);
    }

    /** The text of a file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

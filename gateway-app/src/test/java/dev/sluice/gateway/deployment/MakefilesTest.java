package dev.sluice.gateway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A Makefile names commands that work; what they do is told by whoever tests them. */
class MakefilesTest {

    private static final String ROOT = "Makefile";
    private static final String QUERY_CLIENT = "examples/query-client/Makefile";

    private static final Pattern RULE = Pattern.compile("(?m)^(\\w+):[^#\n]*## .+\n((?:\t.+\n?)+)");
    private static final Pattern PROFILE = Pattern.compile("--profile (\\w+)");

    @Test
    void theCommandsAreThoseOfTheReadme() {
        Map<String, List<String>> rules = rules(ROOT);

        assertThat(rules)
                .containsOnlyKeys("help", "up", "observe", "cluster", "down", "run", "distribution", "test", "bench");
        assertThat(Repository.text("README.md")).contains(rules.get("run")).contains(rules.get("test"));
        assertThat(Repository.text("benchmarks/README.md")).contains(String.join(" && ", rules.get("bench")));
    }

    @Test
    void theScenarioGoesUpAndDown() {
        assertThat(rules(QUERY_CLIENT)).containsOnlyKeys("help", "up", "down");
    }

    @ParameterizedTest
    @ValueSource(strings = {ROOT, QUERY_CLIENT})
    void noTargetIsTakenForAFile(String makefile) {
        String phony = Repository.text(makefile)
                .lines()
                .filter(line -> line.startsWith(".PHONY: "))
                .findFirst()
                .orElseThrow();

        assertThat(phony)
                .isEqualTo(".PHONY: " + String.join(" ", rules(makefile).keySet()));
    }

    @ParameterizedTest
    @ValueSource(strings = {ROOT, QUERY_CLIENT})
    void composeFindsItsFileAndItsProfiles(String makefile) {
        String compose = makefile.replace("Makefile", "docker-compose.yml");
        List<String> profiles = Repository.yaml(compose).path("services").findValues("profiles").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asString)
                .toList();
        String commands =
                rules(makefile).values().stream().flatMap(List::stream).collect(Collectors.joining("\n"));

        assertThat(commands).contains("docker compose ");
        assertThat(PROFILE.matcher(commands).results().map(profile -> profile.group(1)))
                .allMatch(profiles::contains);
    }

    /** The commands of each target, in order. */
    private static Map<String, List<String>> rules(String makefile) {
        return RULE.matcher(Repository.text(makefile))
                .results()
                .collect(Collectors.toMap(
                        rule -> rule.group(1), MakefilesTest::commands, (one, other) -> one, LinkedHashMap::new));
    }

    private static List<String> commands(MatchResult rule) {
        return rule.group(2).lines().map(String::strip).toList();
    }
}

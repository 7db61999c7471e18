package dev.sluice.gateway.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configurations in the documentation have keys that somebody knows: ours, Spring Boot's and Spring Cloud's. */
class ConfigurationKeysTest {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** Below them everything is allowed; of what is ours the start refuses what it does not know. */
    private static final List<String> OPEN_TYPES = List.of("java.util.Map<", "java.util.List<", "dev.sluice.");

    /** At first those that the guard of the admin API reads itself, without Spring Boot's own module for them. */
    private static final Set<String> KNOWN =
            new HashSet<>(Set.of("spring.security.user.name", "spring.security.user.password"));

    private static final Set<String> OPEN = new HashSet<>();

    static {
        try {
            for (URL url : Collections.list(
                    ConfigurationKeysTest.class.getClassLoader().getResources(METADATA))) {
                try (InputStream metadata = url.openStream()) {
                    new JsonMapper().readTree(metadata).get("properties").forEach(ConfigurationKeysTest::learn);
                }
            }
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static void learn(JsonNode property) {
        if (property.has("deprecation")) {
            return;
        }
        String name = property.get("name").asString();
        String type = property.path("type").asString("");
        KNOWN.add(name);
        if (OPEN_TYPES.stream().anyMatch(type::startsWith)) {
            OPEN.add(name);
        }
    }

    static List<String> configurations() {
        return Markdown.in("docs").stream()
                .flatMap(page -> Stream.concat(page.blocks("yaml").stream(), page.hereDocuments("yml").stream()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void haveNoKeyThatNobodyKnows(String yaml) throws IOException {
        assertThat(keys(yaml)).isNotEmpty().allMatch(ConfigurationKeysTest::isKnown);
    }

    @Test
    void aKeyOfAnOlderReleaseIsNotKnown() {
        assertThat(isKnown("spring.cloud.gateway.server.webflux.routes[0].uri")).isTrue();
        assertThat(isKnown("spring.cloud.gateway.routes[0].uri")).isFalse();
        assertThat(isKnown("sluice.token-bucket.capacity")).isFalse();
    }

    private static List<String> keys(String yaml) throws IOException {
        List<String> keys = new ArrayList<>();
        for (PropertySource<?> source : new YamlPropertySourceLoader()
                .load("documented", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
            Collections.addAll(keys, ((EnumerablePropertySource<?>) source).getPropertyNames());
        }
        return keys;
    }

    private static boolean isKnown(String key) {
        String property = key.replaceFirst("\\[\\d+]$", "");
        return KNOWN.contains(property)
                || OPEN.stream().anyMatch(open -> key.startsWith(open + ".") || key.startsWith(open + "["));
    }
}

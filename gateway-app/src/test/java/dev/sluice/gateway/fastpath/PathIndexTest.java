package dev.sluice.gateway.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

class PathIndexTest {

    @ParameterizedTest
    @CsvSource({
        "/, 3",
        "/a, '0, 3'",
        "/a/b, '0, 1, 3'",
        "/a/b/c/d, '0, 1, 3'",
        "/a/c, '0, 3'",
        "/x, '2, 3'",
        "/x/y, '2, 3'",
        "/%61/b, '0, 1, 3'",
        "/a;v=1/b, '0, 1, 3'",
        "/other, 3"
    })
    void findsWhatAPathMayHaveInTheOrderOfTheRoutes(String path, String places) {
        PathIndex index = PathIndex.of(List.of(List.of("/a/**"), List.of("/a/b"), List.of("/x/{id}"), List.of()));

        assertThat(index.find(PathContainer.parsePath(path)))
                .containsExactly(Arrays.stream(places.split(", "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void aRouteIsFoundOnceHoweverManyOfItsPatternsFit() {
        PathIndex index = PathIndex.of(List.of(List.of("/**", "/a/**", "/a/{b}")));

        assertThat(index.find(PathContainer.parsePath("/a/b"))).containsExactly(0);
    }

    @Test
    void neverMissesAPatternThatMatches() {
        Random random = new Random(7);
        PathPatternParser parser = new PathPatternParser();
        List<List<String>> patterns =
                IntStream.range(0, 500).mapToObj(i -> List.of(pattern(random))).toList();
        PathIndex index = PathIndex.of(patterns);
        for (int round = 0; round < 5_000; round++) {
            PathContainer path = PathContainer.parsePath(path(random));
            int[] found = index.find(path);
            assertThat(found).isSorted();
            for (int place = 0; place < patterns.size(); place++) {
                PathPattern pattern = parser.parse(patterns.get(place).get(0));
                if (pattern.matches(path)) {
                    assertThat(found).as("%s of %s", pattern, path).contains(place);
                }
            }
        }
    }

    @Test
    void ofAThousandServicesOnlyOneIsAsked() {
        PathIndex index = PathIndex.of(IntStream.range(0, 1_000)
                .mapToObj(service -> List.of("/api/v1/service-" + service + "/**"))
                .toList());

        assertThat(index.find(PathContainer.parsePath("/api/v1/service-517/orders/9")))
                .containsExactly(517);
    }

    private static String pattern(Random random) {
        String[] segments = {"a", "b", "c", "{x}", "*", "a*", "?"};
        StringBuilder pattern = new StringBuilder();
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            pattern.append('/').append(segments[random.nextInt(segments.length)].replace("{x}", "{x" + depth + "}"));
        }
        return random.nextInt(3) == 0 ? pattern.append("/**").toString() : pattern.toString();
    }

    private static String path(Random random) {
        String[] segments = {"a", "b", "c", "ab", "%61", "b;m=1", ""};
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(5); depth >= 0; depth--) {
            path.append('/').append(segments[random.nextInt(segments.length)]);
        }
        return path.toString();
    }
}

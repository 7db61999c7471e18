package dev.sluice.admin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

class AdminPathsTest {

    private static final AdminPaths PATHS = new AdminPaths("/actuator");
    private static final long SEED = 20261101;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/clients",
                "/clients/",
                "/clients/a",
                "/clients/a%2Fb/x",
                "/clients;x=1",
                "/clients;x=1/a",
                "/%63lients",
                "/%63%6C%69%65%6e%74%73/a",
                "/Clients",
                "/CLIENTS/a",
                "//clients",
                "/;x=1/clients",
                "/clients//a",
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator;a/env",
                "/actuator/%2e/env",
                "/%61ctuator/env",
                "//actuator//env",
                "/actuator/health"
            })
    void areGuardedInEverySpelling(String path) {
        assertThat(PATHS.guards(request(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "//",
                "/;",
                "/client",
                "/clientsx",
                "/clients%2Fa",
                "/clients%3Bx",
                "/x/clients",
                "/x/../clients",
                "/../clients",
                "/%2e/clients",
                "/%2Fclients",
                "/actuators",
                "/health",
                "/v3/api-docs",
                "/v3/api-docs.yaml",
                "/swagger-ui.html",
                "/swagger-ui/index.html",
                "/webjars/x",
                "/a;b//c%2Fd/.."
            })
    void whatReachesNoHandlerOfOursIsLeftAlone(String path) {
        assertThat(PATHS.guards(request(path))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/health", "/actuator/health/", "/actuator/health/liveness", "/actuator/health/a/b"})
    void healthIsPublic(String path) {
        assertThat(PATHS.isPublic(request(path))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/healthx",
                "/actuator/health;x",
                "/actuator/%68ealth",
                "/actuator/Health",
                "//actuator/health",
                "/actuator/env/health",
                "/actuator;x/health",
                "/actuator",
                "/clients",
                "/clients/actuator/health"
            })
    void onlyHealthInItsPlainSpellingIsPublic(String path) {
        assertThat(PATHS.isPublic(request(path))).isFalse();
    }

    @Test
    void whateverAPatternMatchesIsGuarded() {
        List<PathPattern> patterns = patterns();
        Random random = new Random(SEED);
        List<String> matched = Stream.generate(() -> spelling(random))
                .limit(200_000)
                .filter(path -> patterns.stream()
                        .anyMatch(pattern -> pattern.matches(request(path).pathWithinApplication())))
                .toList();

        assertThat(matched).hasSizeGreaterThan(1_000);
        assertThat(matched).allMatch(path -> PATHS.guards(request(path)));
    }

    @Test
    void whatIsPublicIsTheHealthForEveryPattern() {
        PathPatternParser parser = new PathPatternParser();
        PathPattern health = parser.parse("/actuator/health/**");
        Random random = new Random(SEED);
        List<String> open = Stream.generate(() -> "/actuator/health" + spelling(random))
                .limit(50_000)
                .filter(path -> PATHS.isPublic(request(path)))
                .toList();

        assertThat(open)
                .hasSizeGreaterThan(1_000)
                .allMatch(path -> health.matches(request(path).pathWithinApplication()));
    }

    @Test
    void areLookedForBelowTheBasePathOfTheApplication() {
        RequestPath inside = RequestPath.parse(URI.create("http://any/base/clients/a"), "/base");

        assertThat(PATHS.guards(inside)).isTrue();
        assertThat(PATHS.guards(request("/base/clients/a"))).isFalse();
    }

    @Test
    void theActuatorIsWhereItsSettingSays() {
        AdminPaths paths = new AdminPaths("/manage/ops");

        assertThat(paths.guards(request("/manage/ops/env"))).isTrue();
        assertThat(paths.guards(request("/manage/%6fps;x/env"))).isTrue();
        assertThat(paths.guards(request("/manage/other"))).isFalse();
        assertThat(paths.guards(request("/manage"))).isFalse();
        assertThat(paths.guards(request("/actuator/env"))).isFalse();
        assertThat(paths.isPublic(request("/manage/ops/health"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", ""})
    void anActuatorAtTheRootIsRefused(String basePath) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdminPaths(basePath))
                .withMessageContaining("management.endpoints.web.base-path");
    }

    /** As lenient as patterns can be told to be. */
    private static List<PathPattern> patterns() {
        return Stream.of(true, false)
                .flatMap(caseSensitive -> {
                    PathPatternParser parser = new PathPatternParser();
                    parser.setCaseSensitive(caseSensitive);
                    return Stream.of("/clients", "/clients/{id}", "/clients/**", "/actuator", "/actuator/**")
                            .map(parser::parse);
                })
                .toList();
    }

    private static String spelling(Random random) {
        return IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> piece(random))
                .collect(Collectors.joining());
    }

    private static String piece(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> "/";
            case 1 -> ";x=1";
            case 2 -> "/%2e";
            case 3 -> "/..";
            case 4 -> "%2F";
            case 5 -> "/env";
            default -> "/" + distorted(random.nextBoolean() ? "clients" : "actuator", random);
        };
    }

    private static String distorted(String word, Random random) {
        return word.chars()
                .mapToObj(c -> switch (random.nextInt(12)) {
                    case 0 -> "%%%02x".formatted(c);
                    case 1 -> "%%%02X".formatted(Character.toUpperCase(c));
                    case 2 -> String.valueOf((char) Character.toUpperCase(c));
                    default -> String.valueOf((char) c);
                })
                .collect(Collectors.joining());
    }

    private static RequestPath request(String path) {
        return RequestPath.parse(URI.create("http://any" + path), "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pages", "/pages/", "/Pages/a.js", "//pages", "/pages;a=b/live", "/clients", "/actuator"})
    void thePagesOfAGatewayAreGuardedToo(String path) {
        AdminPaths paths = new AdminPaths("/actuator", List.of(new GuardedPath("/pages")));

        assertThat(paths.guards(RequestPath.parse(path, null))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page", "/pagesx", "/a/pages", "/"})
    void whatIsBesideThemIsNot(String path) {
        AdminPaths paths = new AdminPaths("/actuator", List.of(new GuardedPath("/pages")));

        assertThat(paths.guards(RequestPath.parse(path, null))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//"})
    void aPageIsNotTheRoot(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdminPaths("/actuator", List.of(new GuardedPath(path))));
    }
}

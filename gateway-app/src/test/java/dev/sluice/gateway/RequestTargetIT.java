package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A target reaches the backend letter for letter: who signed it, or wrote another URL into it, counts on that. */
class RequestTargetIT {

    /** Health checks connect and say nothing; only requests have a first line. */
    @AutoClose
    private static final RawBackend BACKEND =
            new RawBackend("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    /** One route that is led straight to an instance, one with a filter in between, and one without instances. */
    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(Gateway.service(
            "backends",
            List.of(BACKEND.uri()),
            "sluice.token-bucket.default-limit.capacity=1000000",
            route(0, "id=plain"),
            route(0, "uri=lb://backends"),
            route(0, "predicates[0]=Header=X-Route,plain"),
            route(1, "id=filtered"),
            route(1, "uri=lb://backends"),
            route(1, "predicates[0]=Header=X-Route,filtered"),
            route(1, "filters[0]=AddRequestHeader=X-Added,yes"),
            route(2, "id=direct"),
            route(2, "uri=" + BACKEND.uri()),
            route(2, "predicates[0]=Header=X-Route,direct")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/n///x",
                "/n//",
                "//n",
                "//evil.example/path",
                "//evil.example:80/path?q",
                "///",
                "/http://x.y/z",
                "/n;a//b",
                "/n%2F%2Fx",
                "/n/./x/..",
                "/n?",
                "/n?a=b&&c",
                "/n?&a",
                "/n?=x",
                "/n?a=b&",
                "/n?&",
                "/n?a=1&b=2&a=3",
                "/n?a==b&c=%41",
                "/n??x",
                "/n?u=http://a//b"
            })
    void aTargetIsNotTouched(String target) {
        List<String> routes = List.of("plain", "filtered", "direct");

        assertThat(Stream.of("GET", "HEAD")
                        .flatMap(method -> routes.stream().map(route -> passed(method, target, route))))
                .allMatch(line -> line.contains(" " + target + " "));
    }

    @ParameterizedTest
    @CsvSource({"GET, http://gateway//n?a&&b, //n?a&&b", "GET, http://gateway, /", "OPTIONS, /*, /*"})
    void soIsThatOfAnotherForm(String method, String sent, String received) {
        assertThat(Stream.of("plain", "filtered", "direct").map(route -> passed(method, sent, route)))
                .containsOnly(method + " " + received + " HTTP/1.1");
    }

    @ParameterizedTest
    @CsvSource({"//clients", "/clients//x", "///actuator//loadbalancer", "//Clients", "//%63lients;a=b/x"})
    void whatIsGuardedStaysGuarded(String target) {
        int before = BACKEND.requestLines().size();

        assertThat(answer("GET", target, "plain")).startsWith("HTTP/1.1 401 ");
        assertThat(BACKEND.requestLines()).hasSize(before);
    }

    @Test
    void whatOnlyLooksLikeAnotherHostIsAPath() {
        assertThat(passed("GET", "//clients.example/x", "plain")).isEqualTo("GET //clients.example/x HTTP/1.1");
    }

    private static String passed(String method, String target, String route) {
        int before = BACKEND.requestLines().size();
        assertThat(answer(method, target, route)).startsWith("HTTP/1.1 200 ");
        return BACKEND.requestLines().get(before);
    }

    private static String answer(String method, String target, String route) {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            return client.send("%s %s HTTP/1.1\r\nHost: gateway\r\nX-Route: %s\r\nConnection: close\r\n\r\n"
                            .formatted(method, target, route))
                    .readAll();
        }
    }

    private static String route(int index, String setting) {
        return "spring.cloud.gateway.server.webflux.routes[%d].%s".formatted(index, setting);
    }
}

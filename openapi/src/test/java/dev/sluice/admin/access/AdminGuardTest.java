package dev.sluice.admin.access;

import static dev.sluice.admin.access.Door.status;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real server: nothing but the bytes of a request decides. */
class AdminGuardTest {

    @AutoClose
    private static final Door DOOR = Door.with(Door.USER, Door.PASSWORD, "spring.security.user.roles=ADMIN");

    @ParameterizedTest
    @ValueSource(strings = {"/clients", "/clients/a", "/actuator", "/actuator/env", "/actuator/prometheus"})
    void withoutCredentialsNobodyPasses(String path) {
        assertThat(DOOR.get(path))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("WWW-Authenticate: Basic realm=\"sluice\"\r\n")
                .containsIgnoringCase("Content-Type: application/json\r\n")
                .containsIgnoringCase("Cache-Control: no-store\r\n")
                .containsIgnoringCase("X-Content-Type-Options: nosniff\r\n")
                .doesNotContainIgnoringCase("Set-Cookie")
                .doesNotContainIgnoringCase("Bearer")
                .endsWith("\r\n\r\n{\"code\":401,\"message\":\"Credentials are required\"}");
    }

    @Test
    void aProblemIsToldToWhoPrefersOne() {
        assertThat(DOOR.get("/clients", "Accept: application/problem+json"))
                .startsWith("HTTP/1.1 401 ")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .contains("\"status\":401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "INVENTED"})
    void noMethodIsAWayAround(String method) {
        assertThat(DOOR.send(method, "/clients")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void theAnswerDoesNotWaitForTheBody() {
        assertThat(DOOR.send("POST", "/clients", "Content-Length: 1000000")).startsWith("HTTP/1.1 401 ");
    }

    @Test
    void theUserPasses() {
        assertThat(DOOR.get("/clients/a", Door.RIGHT))
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("Cache-Control: no-store\r\n")
                .doesNotContainIgnoringCase("Set-Cookie")
                .endsWith("admin a ops");
        assertThat(DOOR.send("POST", "/clients", Door.RIGHT)).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({
        "/clients/a%2Fb, a/b",
        "/clients/a;b=c, a",
        "/clients/a%3Bb, a;b",
        "/clients/..%2F, ../",
        "/clients/%25, %"
    })
    void idsMayHoldAnything(String path, String id) {
        assertThat(DOOR.get(path, Door.RIGHT)).endsWith("admin " + id + " ops");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a%2Fb", "/a;b=c", "//a", "/a//b", "/a/../b", "/a%00", "/a%0d%0a", "/a%5Cb", "/v3/api-docs"
            })
    void whatIsProxiedPassesAsItIs(String path) {
        assertThat(DOOR.get(path, "Authorization: Basic !!!"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContainIgnoringCase("Cache-Control")
                .doesNotContainIgnoringCase("nosniff")
                .endsWith("proxied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/clients",
                "/clients/",
                "/clients;x=1",
                "/clients;x=1/a",
                "/clients/;x=1",
                "/%63lients",
                "/%63%6c%69%65%6e%74%73/a",
                "//clients",
                "/;/clients",
                "/./clients",
                "/%2e/clients",
                "/x/../clients",
                "/x/%2e%2e/clients",
                "/%2Fclients",
                "/clients%2Fa",
                "/clients%00",
                "/clients%20",
                "/CLIENTS",
                "/clients?x",
                "/clients/a%2F..%2Fb",
                "/actuator",
                "/actuator;a/env",
                "/actuator/%2e/env",
                "/actuator/../env",
                "/%61ctuator/env",
                "/actuator%2Fenv",
                "/actuator//env",
                "//actuator/env",
                "/actuator/health;x/env",
                "/actuator/%68ealth/env",
                "/Actuator/env",
                "/actuator/env;/health",
                "/x/../actuator/env",
                "http://localhost/clients",
                "http://localhost/actuator;x/env",
                "http://elsewhere/clients"
            })
    void noSpellingReachesAHandlerUnguarded(String target) {
        assertThat(DOOR.get(target)).doesNotContain("admin");
    }

    @Test
    void theHealthIsPublicAndSaysToItsHandlerWhoAsks() {
        assertThat(DOOR.get("/actuator/health")).endsWith("admin null nobody");
        assertThat(DOOR.get("/actuator/health/liveness")).endsWith("nobody");
        assertThat(DOOR.get("/actuator/health", Door.RIGHT)).endsWith("admin null ops");
    }

    @Test
    void wrongCredentialsAreNoneEvenForTheHealth() {
        assertThat(status(DOOR.get("/actuator/health", Door.basic("ops:wrong"))))
                .isEqualTo(401);
    }
}

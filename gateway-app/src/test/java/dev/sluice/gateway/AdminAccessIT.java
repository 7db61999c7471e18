package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.server.FreePort;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
class AdminAccessIT {

    private static final String[] USER = {"spring.security.user.name=ops", "spring.security.user.password=secret"};
    private static final String[] RIGHT = {
        "Authorization", "Basic " + Base64.getEncoder().encodeToString("ops:secret".getBytes(StandardCharsets.UTF_8))
    };

    @Test
    void theInsideIsForWhoHasCredentials() {
        try (Gateway gateway = Gateway.with(USER)) {
            assertThat(gateway.get("/actuator/metrics"))
                    .satisfies(ErrorAnswers.error(401, "Credentials are required"))
                    .satisfies(answer -> assertThat(answer.headers().allValues("WWW-Authenticate"))
                            .containsExactly("Basic realm=\"sluice\""));
            assertThat(gateway.get("/actuator/metrics", RIGHT).statusCode()).isEqualTo(200);
            assertThat(gateway.get("/actuator/info", RIGHT).statusCode()).isEqualTo(200);
            assertThat(gateway.get("/actuator/sbom/application").statusCode()).isEqualTo(401);
            assertThat(gateway.get("/actuator/sbom/application", RIGHT).body()).contains("\"CycloneDX\"");
            assertThat(gateway.get("/clients")).satisfies(ErrorAnswers.error(401, "Credentials are required"));
        }
    }

    @Test
    void theHealthIsForEverybodyItsDetailsAreNot() {
        try (Gateway gateway = Gateway.with(USER)) {
            assertThat(gateway.get("/actuator/health").body())
                    .contains("\"status\":\"UP\"")
                    .doesNotContain("components", "details");
            assertThat(gateway.get("/actuator/health", RIGHT).body()).contains("components", "diskSpace");
        }
    }

    @Test
    void withoutAPasswordThereIsNoUserAndNothingIsMadeUp(CapturedOutput output) {
        try (Gateway gateway = Gateway.with()) {
            assertThat(gateway.get("/actuator/metrics", RIGHT))
                    .satisfies(ErrorAnswers.error(401, "Credentials are wrong"));
        }
        assertThat(output).doesNotContain("password");
    }

    @Test
    void whatIsProxiedIsNotLookedAt() {
        try (Backend backend = Backend.answering((request, response) -> response.sendString(Mono.just(request.uri())));
                Gateway gateway = Gateway.before(backend, USER)) {
            assertThat(gateway.get("/a%2Fb;c=d/%2e%2e/%5Ce?f=%2F").body()).isEqualTo("/a%2Fb;c=d/%2e%2e/%5Ce?f=%2F");
            assertThat(gateway.get("/", "Authorization", "Basic !!!").body()).isEqualTo("/");
            assertThat(gateway.get("/").headers().map())
                    .doesNotContainKeys("cache-control", "x-content-type-options", "x-frame-options");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator/",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/no/such",
                "/ACTUATOR/metrics",
                "//actuator/metrics",
                "/clients/a/b",
                "//clients"
            })
    void credentialsForTheGatewayDoNotReachABackend(String path) {
        try (Backend backend = Backend.saying("proxied");
                Gateway gateway = Gateway.before(backend, USER)) {
            assertThat(gateway.get(path, RIGHT).statusCode()).isEqualTo(404);
            assertThat(backend.requests()).isZero();
        }
    }

    @Test
    void inTheDemoWhoSitsAtTheMachineNeedsNone() {
        try (Backend backend = Backend.saying("proxied");
                Gateway gateway = Gateway.before(
                        backend, "spring.profiles.active=demo", "sluice.demo.ports=" + FreePort.find())) {
            assertThat(gateway.get("/actuator/metrics").statusCode()).isEqualTo(200);
            assertThat(gateway.get("/actuator/health").body()).contains("components");
            assertThat(gateway.get("/actuator/metrics", "X-Forwarded-For", "127.0.0.1")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(gateway.get("/actuator/metrics", "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(gateway.get("/").body()).isEqualTo("proxied");
        }
    }

    @Test
    void aServerOfItsOwnForTheActuatorIsGuardedAsWell() {
        try (Gateway gateway = Gateway.with(USER[0], USER[1], "management.server.port=0")) {
            int port = gateway.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);
            try (RawClient client = new RawClient(port)) {
                assertThat(client.send("GET /actuator/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                                .readAll())
                        .startsWith("HTTP/1.1 401 ");
            }
        }
    }

    @Test
    void noRouteTakesWhatIsForAServerOfItsOwn() {
        try (Backend backend = Backend.saying("proxied");
                Gateway gateway = Gateway.before(backend, USER[0], USER[1], "management.server.port=0")) {
            int port = gateway.context().getEnvironment().getRequiredProperty("local.management.port", Integer.class);

            assertThat(admin(port, "/actuator/metrics")).contains("\"names\"");
            assertThat(admin(gateway.port(), "/actuator/metrics"))
                    .startsWith("HTTP/1.1 404 ")
                    .contains("there is no such call");
            assertThat(admin(gateway.port(), "/elsewhere")).contains("proxied");
        }
    }

    private static String admin(int port, String path) {
        try (RawClient client = new RawClient(port)) {
            return client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                            + RIGHT[1] + "\r\n\r\n")
                    .readAll();
        }
    }
}

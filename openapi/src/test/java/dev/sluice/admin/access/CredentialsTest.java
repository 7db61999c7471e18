package dev.sluice.admin.access;

import static dev.sluice.admin.access.Door.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

@ExtendWith(OutputCaptureExtension.class)
class CredentialsTest {

    @Test
    void hugeOnesAreWrongLikeSmallOnes() {
        try (Door door = Door.with(Door.USER, Door.PASSWORD, "server.max-http-request-header-size=1MB")) {
            String huge = "A".repeat(500_000);

            assertThat(status(door.get("/clients", "Authorization: Basic " + huge)))
                    .isEqualTo(401);
            assertThat(status(door.get("/clients", "Authorization: Bearer " + huge)))
                    .isEqualTo(401);
        }
    }

    @Test
    void afterTenWrongOnesNobodyLooksAtMore(CapturedOutput output) {
        try (Door door = Door.with(Door.USER, Door.PASSWORD)) {
            assertThat(IntStream.range(0, 10)
                            .mapToObj(i -> door.get("/clients", Door.basic("ops:" + i)))
                            .map(Door::status))
                    .containsOnly(401);

            assertThat(door.get("/clients", Door.RIGHT))
                    .startsWith("HTTP/1.1 429 ")
                    .containsPattern("(?i)Retry-After: [1-5]\r\n")
                    .endsWith("{\"code\":429,\"message\":\"Too many failed logins\"}");
            assertThat(status(door.get("/clients"))).isEqualTo(401);
            assertThat(status(door.get("/actuator/health"))).isEqualTo(200);
            assertThat(status(door.get("/proxied", Door.RIGHT))).isEqualTo(200);
        }
        assertThat(output).doesNotContain("ERROR", "dev.sluice", "springframework.security", "\tat ");
    }

    @Test
    void rightOnesNeverRunOut() {
        try (Door door = Door.with(Door.USER, Door.PASSWORD)) {
            assertThat(IntStream.range(0, 30)
                            .mapToObj(i -> door.get("/clients", Door.RIGHT))
                            .map(Door::status))
                    .containsOnly(200);
        }
    }

    @Test
    void aPasswordMayBeEncoded() {
        String encoded =
                PasswordEncoderFactories.createDelegatingPasswordEncoder().encode("se:cret");
        try (Door door = Door.with(Door.USER, "spring.security.user.password=" + encoded)) {
            assertThat(status(door.get("/clients", Door.RIGHT))).isEqualTo(200);
            assertThat(status(door.get("/clients", Door.basic("ops:" + encoded))))
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", Door.USER, "spring.security.user.password="})
    void withoutAPasswordThereIsNoUser(String setting, CapturedOutput output) {
        try (Door door = setting.isEmpty() ? Door.with() : Door.with(setting)) {
            assertThat(status(door.get("/clients"))).isEqualTo(401);
            assertThat(status(door.get("/clients", Door.basic("ops:")))).isEqualTo(401);
            assertThat(status(door.get("/clients", Door.basic("user:")))).isEqualTo(401);
            assertThat(door.get("/proxied")).endsWith("proxied");
        }
        assertThat(output).doesNotContainIgnoringCase("password");
    }

    @Test
    void onThisMachineNoneAreNeededWhereTheSettingSaysSo() {
        try (Door door = Door.with(Door.USER, Door.PASSWORD, "sluice.admin.anonymous-from-loopback=true")) {
            assertThat(door.get("/clients/a")).endsWith("admin a loopback");
            assertThat(door.get("/actuator/env")).endsWith("loopback");
            assertThat(door.get("/clients", Door.RIGHT)).endsWith("ops");
            assertThat(status(door.get("/clients", Door.basic("ops:wrong")))).isEqualTo(401);
            assertThat(status(door.get("/clients", "Authorization: "))).isEqualTo(401);
            assertThat(status(door.get("/clients", "Host: evil.example"))).isEqualTo(401);
            assertThat(status(door.get("/clients", "Via: 1.1 proxy"))).isEqualTo(401);
            assertThat(status(door.send("POST", "/clients", "Origin: null"))).isEqualTo(401);
            assertThat(status(door.send("POST", "/clients", "Sec-Fetch-Site: cross-site")))
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void noHeaderMakesACallerLocalOrHidesAProxy(String strategy) {
        try (Door door =
                Door.with("server.forward-headers-strategy=" + strategy, "sluice.admin.anonymous-from-loopback=true")) {
            assertThat(status(door.get("/clients"))).isEqualTo(200);
            assertThat(status(door.get("/clients", "X-Forwarded-For: 127.0.0.1")))
                    .isEqualTo(401);
            assertThat(status(door.get("/clients", "Forwarded: for=127.0.0.1"))).isEqualTo(401);
            assertThat(status(door.get("/clients", "X-Forwarded-Host: localhost")))
                    .isEqualTo(401);
        }
    }
}

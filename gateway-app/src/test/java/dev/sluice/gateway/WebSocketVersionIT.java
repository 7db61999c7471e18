package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketVersionIT {

    /** More than the failures in a row by which an instance is ejected. */
    private static final int TIMES = 5;

    @ParameterizedTest
    @ValueSource(strings = {"Sec-WebSocket-Version: 99\r\n", "Sec-WebSocket-Version: x\r\n", ""})
    void anUnknownOneIsRefusedInJsonAndHeldAgainstNoBackend(String version) {
        try (Backend backend = Backend.saying("ok");
                Gateway gateway = Gateway.before(backend)) {
            for (int i = 0; i < TIMES; i++) {
                try (RawClient client = new RawClient(gateway.port())) {
                    assertThat(client.send(handshake(version)).readAll())
                            .startsWith("HTTP/1.1 426 ")
                            .containsIgnoringCase("\r\ncontent-type: application/json\r\n")
                            .containsIgnoringCase("\r\nsec-websocket-version: 13\r\n")
                            .containsIgnoringCase("\r\nupgrade: websocket\r\n")
                            .endsWith("{\"code\":426,\"message\":\"Upgrade Required\"}");
                }
            }
            assertThat(backend.requests()).isZero();
            assertThat(gateway.get("/").statusCode()).isEqualTo(200);
        }
    }

    private static String handshake(String version) {
        return "GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" + version
                + "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n";
    }
}

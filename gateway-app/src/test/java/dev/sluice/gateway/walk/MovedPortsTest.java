package dev.sluice.gateway.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MovedPortsTest {

    private static final String SETTINGS = """
            server.port: 8080
            sluice.demo.ports: [8001, 8004]
            uri: http://localhost:8002
            """;
    private static final String COMMAND = "ab -n 5000 -c 1000 http://127.0.0.1:8080/?client_id=2026";

    private final MovedPorts ports = MovedPorts.in(List.of(SETTINGS, COMMAND));

    @Test
    void portsAreMovedAndNothingElse() {
        assertThat(ports.there(COMMAND))
                .startsWith("ab -n 5000 -c 1000 http://127.0.0.1:")
                .endsWith("/?client_id=2026")
                .hasSameSizeAs(COMMAND)
                .doesNotContain("8080");
        assertThat(ports.there(SETTINGS)).doesNotContain("8080", "8001", "8002", "8004");
    }

    @Test
    void theWayBackLeadsToThePage() {
        assertThat(ports.back(ports.there(SETTINGS))).isEqualTo(SETTINGS);
        assertThat(ports.back(ports.there(COMMAND))).isEqualTo(COMMAND);
    }

    @Test
    void whatIsSortedStaysSo() {
        assertThat(List.of(ports.there("8001"), ports.there("8002"), ports.there("8004"), ports.there("8080")))
                .isSorted();
    }
}

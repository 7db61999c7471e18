package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway set by nothing but environment variables. */
class EnvironmentIT {

    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir
    Path directory;

    @Test
    void runsByShortNamesAndStopsAtSigterm() {
        try (Backend a = Backend.saying("a");
                Backend b = Backend.saying("b");
                GatewayProcess gateway = GatewayProcess.start(
                        directory,
                        Map.of(
                                "PORT", "0",
                                "BACKENDS", a.uri() + ", " + b.uri(),
                                "DATABASE_URL", "jdbc:h2:mem:environment",
                                "SPRING_R2DBC_POOL_MAXSIZE", "3",
                                "SLUICE_LOADBALANCER_FAILOVER_BUDGET", "0%",
                                "SLUICE_LOADBALANCER_SERVICES_BACKENDS_STRATEGY", "round-robin",
                                "SLUICE_TOKENBUCKET_DEFAULTLIMIT_CAPACITY", "3",
                                "SLUICE_TOKENBUCKET_DEFAULTLIMIT_RATEPERSEC", "0.000001"))) {
            assertThat(List.of(gateway.get("/"), gateway.get("/"), gateway.get("/"), gateway.get("/")))
                    .containsExactly("a", "b", "a", "{\"code\":429,\"message\":\"Rate limit exceeded\"}");

            assertThat(gateway.stop()).isEqualTo(ENDED_BY_SIGTERM);
            assertThat(gateway.output()).anyMatch(line -> line.contains("Graceful shutdown complete"));
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void aWrongVariableIsNamedAndTheExitCodeIsNotZero() {
        assertThat(failure(Map.of("PORT", "abc"))).contains("APPLICATION FAILED TO START", "PORT", "'abc'");
        assertThat(failure(Map.of("PORT", "")))
                .contains("APPLICATION FAILED TO START", "PORT", "''")
                .doesNotContain("\tat ");
        assertThat(failure(Map.of("PORT", "0", "SLUICE_TOKENBUCKET_CSOT", "17")))
                .contains("APPLICATION FAILED TO START", "csot", "17");
        assertThat(failure(Map.of("PORT", "0", "DATABASE_URL", "mysql://localhost/clients")))
                .contains("APPLICATION FAILED TO START", "DATABASE_URL", "'mysql://localhost/clients'");
    }

    private String failure(Map<String, String> variables) {
        try (GatewayProcess gateway = GatewayProcess.start(directory, variables)) {
            assertThat(gateway.exitCode()).isNotZero();
            return String.join("\n", gateway.output());
        }
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every line is JSON, and what the access log says of a request are fields of the Elastic Common Schema. */
@ExtendWith(OutputCaptureExtension.class)
class StructuredLogIT {

    /** What Spring Boot leaves behind for the next application in the same process. */
    @AfterAll
    static void restoreTheFormat() {
        System.clearProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
    }

    @Test
    void aLineOfTheAccessLogHasItsPartsAsFields(CapturedOutput output) {
        try (Collector collector = new Collector();
                Backend backend = Backend.saying("ok")) {
            try (Gateway gateway = Gateway.before(
                    backend,
                    "logging.structured.format.console=ecs",
                    "management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
                    "sluice.token-bucket.unknown-client=default-limit",
                    "sluice.token-bucket.default-limit.capacity=1",
                    "sluice.token-bucket.default-limit.rate-per-sec=0.000001")) {
                gateway.get("/a?b=c");
                gateway.get("/a", "X-API-Key", "s3cr3t");
                gateway.get("/a", "X-API-Key", "s3cr3t");
            }

            List<JsonNode> lines =
                    output.getOut().lines().map(JsonMapper.shared()::readTree).toList();
            List<JsonNode> requests = lines.stream()
                    .filter(line -> line.at("/log/logger").asString().equals("dev.sluice.access"))
                    .toList();
            assertThat(lines).hasSizeGreaterThan(requests.size());
            assertThat(requests).hasSize(3);
            JsonNode passed = requests.get(0);
            assertThat(passed.at("/http/request/method").asString()).isEqualTo("GET");
            assertThat(passed.at("/url/path").asString()).isEqualTo("/a");
            assertThat(passed.at("/http/response/status_code").asInt()).isEqualTo(200);
            assertThat(passed.at("/event/duration").asLong()).isPositive();
            assertThat(passed.at("/client/address").asString()).isEqualTo("127.0.0.1");
            assertThat(passed.at("/destination/address").asString() + ":"
                            + passed.at("/destination/port").asInt())
                    .isEqualTo(backend.authority());
            assertThat(passed.at("/labels/route").asString()).isEqualTo("backends");
            assertThat(passed.at("/labels/outcome").asString()).isEqualTo("answered");
            assertThat(passed.at("/trace/id").asString()).matches("[0-9a-f]{32}");
            assertThat(passed.get("message").asString()).startsWith("GET /a 127.0.0.1 200 ");
            JsonNode refused = requests.get(2);
            assertThat(refused.at("/http/response/status_code").asInt()).isEqualTo(429);
            assertThat(refused.at("/user/hash").asString()).matches("key#[0-9a-f]{8}");
            assertThat(refused.at("/client").isMissingNode()).isTrue();
            assertThat(refused.at("/destination").isMissingNode()).isTrue();
            assertThat(refused.at("/labels/outcome").asString()).isEqualTo("refused");
            assertThat(output).doesNotContain("s3cr3t");
        }
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.handler.TracingObservationHandler;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TracingIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + PARENT + "-01";
    private static final String NONE = "none";

    /** Says what it was told. */
    @AutoClose
    private static final Backend BACKEND = Backend.answering((request, response) -> response.sendString(
            Mono.just(Objects.requireNonNullElse(request.requestHeaders().get("traceparent"), NONE))));

    @Test
    void aTraceGoesOnFromTheClientThroughTheGatewayToTheBackend() {
        try (Collector collector = new Collector();
                Gateway gateway = Gateway.before(
                        BACKEND,
                        "management.opentelemetry.tracing.export.otlp.endpoint=" + collector.endpoint(),
                        "management.opentelemetry.tracing.export.schedule-delay=100ms",
                        "management.tracing.sampling.probability=1")) {
            String begun = gateway.get("/begun").body();
            String goneOn = gateway.get("/gone-on?client_id=secret", "traceparent", TRACEPARENT)
                    .body();

            assertThat(begun).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]");
            assertThat(goneOn).startsWith("00-" + TRACE + "-").isNotEqualTo(TRACEPARENT);
            await().until(() -> collector.spans().size() >= 4);
            Span toBackend = span(collector, goneOn.split("-", -1)[2]);
            Span server = span(collector, hex(toBackend.getParentSpanId()));
            assertThat(toBackend.getKind()).isEqualTo(SpanKind.SPAN_KIND_CLIENT);
            assertThat(toBackend.toString()).contains("/gone-on\"").doesNotContain("secret");
            assertThat(server.toString()).doesNotContain("secret");
            assertThat(server.getKind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
            assertThat(hex(server.getTraceId())).isEqualTo(TRACE);
            assertThat(hex(server.getParentSpanId())).isEqualTo(PARENT);
            assertThat(span(collector, begun.split("-", -1)[2]).getParentSpanId())
                    .isNotEqualTo(ByteString.EMPTY);
        }
    }

    @Test
    void withoutAnEndpointNobodyMakesATraceAndAForeignOnePassesThrough() {
        try (Gateway gateway = Gateway.before(BACKEND)) {
            assertThat(gateway.get("/").body()).isEqualTo(NONE);
            assertThat(gateway.get("/", "traceparent", TRACEPARENT).body()).isEqualTo(TRACEPARENT);

            assertThat(gateway.context().getBeanNamesForType(TracingObservationHandler.class))
                    .isEmpty();
            assertThat(gateway.context().getBeanNamesForType(OpenTelemetry.class))
                    .isEmpty();
            assertThat(gateway.context()
                            .getBean(MeterRegistry.class)
                            .find("http.server.requests")
                            .meters())
                    .isEmpty();
        }
    }

    private static Span span(Collector collector, String id) {
        return collector.spans().stream()
                .filter(span -> hex(span.getSpanId()).equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + id + " in " + collector.spans()));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What was decided about requests, told by the actuator. */
class DecisionMetersIT {

    private static final Pattern VALUE = Pattern.compile("\"value\":([0-9.]+)");
    private static final List<String> OUTCOMES =
            List.of("admitted", "refused", "unlimited", "missing-key", "unknown-client");

    @Test
    void theMetersSayWhatWasSent() {
        try (Backend backend = Backend.saying("ok");
                Gateway gateway = Gateway.before(
                        backend,
                        "sluice.admin.anonymous-from-loopback=true",
                        "sluice.token-bucket.default-limit.capacity=3",
                        "sluice.token-bucket.default-limit.rate-per-sec=0.000001",
                        "spring.config.additional-location=classpath:decision-meters.yml")) {
            send(gateway, 5, "/limited");
            send(gateway, 2, "/open");
            send(gateway, 4, "/keyed");
            send(gateway, 6, "/known?client_id=invented");

            assertThat(OUTCOMES.stream()
                            .collect(Collectors.toMap(outcome -> outcome, outcome -> decisions(gateway, outcome))))
                    .isEqualTo(Map.of(
                            "admitted",
                            3.0,
                            "refused",
                            2.0,
                            "unlimited",
                            2.0,
                            "missing-key",
                            4.0,
                            "unknown-client",
                            6.0));
            assertThat(backend.requests()).isEqualTo(5);
            assertThat(value(gateway, "buckets?tag=key:unregistered")).isEqualTo(1);
            assertThat(value(gateway, "saving.lag")).isBetween(0.0, 60.0);
        }
    }

    private static void send(Gateway gateway, int requests, String target) {
        IntStream.range(0, requests).forEach(i -> gateway.get(target));
    }

    private static double decisions(Gateway gateway, String outcome) {
        return value(gateway, "decisions?tag=outcome:" + outcome);
    }

    private static double value(Gateway gateway, String meter) {
        String body =
                gateway.get("/actuator/metrics/sluice.token.bucket." + meter).body();
        Matcher value = VALUE.matcher(body);
        assertThat(value.find()).as(body).isTrue();
        return Double.parseDouble(value.group(1));
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend that closes each connection after its answer, and does not say so. */
class StaleConnectionIT {

    private static final int REQUESTS = 50;
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void costsNobodyAnAnswerAndIsNotTakenForIll(String method) {
        try (FaultProxy backend = FaultProxy.alone(Fault.saying(ANSWER).then(Fault.close()));
                Gateway gateway = Gateway.with(Gateway.service(
                        "backends", List.of(backend.uri()), "sluice.token-bucket.default-limit.capacity=1000000"))) {
            for (int i = 0; i < REQUESTS; i++) {
                assertThat(gateway.send(gateway.request("/").method(method, BodyPublishers.ofString("body")))
                                .statusCode())
                        .isEqualTo(200);
                await().until(() -> backend.stillOpen() == 0);
            }
            assertThat(backend.requests()).isEqualTo(REQUESTS);
        }
    }
}

package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendTimeoutSettingsIT {

    @Test
    void aBodyMayTakeForEverWhereItsTimeIsNotLimited() {
        try (FaultProxy backend = FaultProxy.alone(Fault.saying("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
                        .then(Fault.hang()));
                Gateway gateway = Gateway.with(
                        Gateway.service("backends", List.of(backend.uri()), "sluice.http.client.body-timeout=0"));
                RawClient client = new RawClient(gateway.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readUntil("half");

            assertThat(client.isSilentFor(Duration.ofSeconds(1))).isTrue();
        }
    }

    @Test
    void aBackendThatCantBeConnectedToIsNotWaitedForLongerThanIsSaid() throws Exception {
        try (UnreachableBackend frozen = new UnreachableBackend();
                Gateway gateway = Gateway.with(Gateway.service(
                        "backends",
                        List.of(frozen.uri()),
                        "spring.cloud.gateway.server.webflux.httpclient.connect-timeout=300"))) {
            assertThat(gateway.get("/")).satisfies(error(504, "The backend did not answer in time"));
        }
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend that breaks off in the middle of its answer: nobody must take the half for the whole. */
class BrokenAnswerIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf"
            })
    void endsInAConnectionThatIsCutOff(String answer) throws Exception {
        try (RawBackend backend = new RawBackend(answer);
                Gateway gateway = Gateway.with(Gateway.service("backends", List.of(backend.uri())));
                RawClient client = new RawClient(gateway.port())) {
            String received = client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readAll();

            assertThat(received)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("half")
                    .doesNotContain("\r\n0\r\n\r\n");
        }
    }
}

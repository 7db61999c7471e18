package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class KeepAliveIT {

    /** The second request waits in line behind the first and is refused at once; the connection must be read on after it. */
    @Test
    void aConnectionIsReadOnAfterARefusalThatWaitedInLine() {
        String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        try (Backend backend = Backend.saying("ok");
                Gateway gateway = Gateway.before(
                        backend,
                        "sluice.token-bucket.default-limit.capacity=1",
                        "sluice.token-bucket.default-limit.rate-per-sec=0.000001");
                RawClient client = new RawClient(gateway.port())) {
            client.send(request + request);
            assertThat(client.readUntil("\r\n\r\nok")).startsWith("HTTP/1.1 200 ");
            assertThat(client.readUntil("exceeded\"}")).startsWith("HTTP/1.1 429 ");

            client.send(request);
            assertThat(client.readUntil("exceeded\"}")).startsWith("HTTP/1.1 429 ");
        }
    }

    /** Each is sent behind two others in one piece, and is to be the last of its connection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /c HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /c HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 4\r\n\r\nbody",
                "GET /c HTTP/1.0\r\nHost: a\r\n\r\n",
            })
    void whatWasSentBeforeTheLastRequestIsAnsweredToo(String last) {
        try (Backend backend = Backend.answering(
                        (request, response) -> response.sendString(Mono.just("it was " + request.path())));
                Gateway gateway = Gateway.before(backend);
                RawClient client = new RawClient(gateway.port())) {
            client.send("GET /a HTTP/1.1\r\nHost: a\r\n\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok"
                    + last + "GET /d HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(client.readAll())
                    .containsSubsequence("it was a", "it was b", "it was c")
                    .doesNotContain("it was d");
        }
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}

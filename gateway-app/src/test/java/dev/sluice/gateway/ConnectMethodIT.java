package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectMethodIT {

    /** A backend that says yes to CONNECT has a tunnel on a pooled connection: whoever gets that connection next is lost. */
    @Test
    void isRefusedAndSpoilsNoConnectionToABackend() {
        try (Backend backend = Backend.saying("ok");
                Gateway gateway =
                        Gateway.before(backend, "spring.cloud.gateway.server.webflux.httpclient.response-timeout=5s")) {
            try (RawClient client = new RawClient(gateway.port())) {
                client.send("CONNECT backend:443 HTTP/1.1\r\nHost: backend:443\r\nConnection: close\r\n\r\n");
                assertThat(client.readAll()).startsWith("HTTP/1.1 405 ");
            }

            assertThat(gateway.get("/").body()).isEqualTo("ok");
            assertThat(backend.requests()).isEqualTo(1);
        }
    }
}

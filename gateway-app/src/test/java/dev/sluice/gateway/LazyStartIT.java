package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LazyStartIT {

    @Test
    void aGatewayWhoseBeansAreMadeWhenTheyAreAskedForKnowsItsSettings() {
        try (Backend backend = Backend.saying("hello");
                Gateway gateway = Gateway.before(
                        backend, "spring.main.lazy-initialization=true", "sluice.admin.anonymous-from-loopback=true")) {
            assertThat(gateway.get("/").body()).isEqualTo("hello");
        }
    }
}

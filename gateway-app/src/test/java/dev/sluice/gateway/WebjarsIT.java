package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is beside Swagger UI is still the backends'. */
class WebjarsIT {

    @AutoClose
    private static final Backend BACKEND = Backend.saying("backend");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(BACKEND);

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/webjars/other/1.0/x.js", "/webjars", "/index.html", "/swagger", "/favicon.ico", "/v3"})
    void goesToTheBackend(String path) {
        assertThat(GATEWAY.get(path).body()).isEqualTo("backend");
    }
}

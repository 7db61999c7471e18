package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings as they are shipped, but for a bucket of one token. */
class ForgedKeyIT {

    @AutoClose
    private static final Backend BACKEND = Backend.saying("ok");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(
            BACKEND,
            "sluice.token-bucket.default-limit.capacity=1",
            "sluice.token-bucket.default-limit.rate-per-sec=0.000001");

    @BeforeAll
    static void spendTheToken() {
        assertThat(GATEWAY.get("/").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "X-API-Key, invented",
        "X-Forwarded-For, 192.0.2.1",
        "X-Forwarded-For, 127.0.0.1",
        "Forwarded, for=192.0.2.1",
        "X-Real-IP, 192.0.2.1",
        "X-Forwarded-Host, elsewhere"
    })
    void aHeaderWinsNothing(String name, String value) {
        assertThat(GATEWAY.get("/", name, value).statusCode()).isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({"/?client_id=invented", "/?client_id=192.0.2.1", "/elsewhere", "//elsewhere", "//", "/%2e%2e/"})
    void aTargetWinsNothing(String target) {
        assertThat(GATEWAY.get(target).statusCode()).isEqualTo(429);
    }
}

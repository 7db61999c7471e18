package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever else is made of forwarded headers, who sends a request is told by its connection and by trusted proxies. Every bucket
 * holds one token.
 */
class ForwardHeadersStrategyIT {

    /** Of somebody with credentials, through a proxy that has the gateway below a path. */
    private static final String[] BELOW = {
        "Authorization",
        "Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(StandardCharsets.UTF_8)),
        "X-Forwarded-Prefix",
        "/below"
    };

    @AutoClose
    private static final Backend BACKEND = Backend.saying("ok");

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void aStrangersHeadersWinNothing(String strategy) {
        try (Gateway gateway = gateway(strategy)) {
            assertThat(status(gateway, "X-Forwarded-For", "192.0.2.1")).isEqualTo(200);

            assertThat(status(gateway)).isEqualTo(429);
            assertThat(status(gateway, "X-Forwarded-For", "192.0.2.1")).isEqualTo(429);
            assertThat(status(gateway, "X-Forwarded-For", "192.0.2.2, 192.0.2.3"))
                    .isEqualTo(429);
            assertThat(status(gateway, "X-Forwarded-For", "nobody")).isEqualTo(429);
            assertThat(status(gateway, "Forwarded", "for=192.0.2.4")).isEqualTo(429);
            assertThat(status(gateway, "Forwarded", "for=unknown")).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void behindATrustedProxyTheRightmostStrangerCounts(String strategy) {
        try (Gateway gateway = gateway(strategy, "sluice.token-bucket.trusted-proxies=127.0.0.0/8");
                AccessLogLines lines = new AccessLogLines()) {
            assertThat(status(gateway, "X-Forwarded-For", "198.51.100.1")).isEqualTo(200);
            assertThat(lines.next()).startsWith("GET / 198.51.100.1 200 ");

            assertThat(status(gateway, "X-Forwarded-For", "192.0.2.1, 198.51.100.1"))
                    .isEqualTo(429);
            assertThat(lines.next()).startsWith("GET / 198.51.100.1 429 ");
            assertThat(status(gateway, "X-Forwarded-For", "198.51.100.1, 127.0.0.9"))
                    .isEqualTo(429);
            assertThat(status(gateway, "X-Forwarded-For", "198.51.100.1", "Forwarded", "for=192.0.2.2"))
                    .isEqualTo(429);
            assertThat(status(gateway, "X-Forwarded-For", "198.51.100.2")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "native", "framework"})
    void nobodyComesFromThisMachineByAHeader(String strategy) {
        try (Gateway gateway = gateway(
                strategy,
                "sluice.admin.anonymous-from-loopback=true",
                "sluice.token-bucket.trusted-proxies=127.0.0.0/8")) {
            assertThat(gateway.get("/clients").statusCode()).isEqualTo(200);

            assertThat(gateway.get("/clients", "X-Forwarded-For", "127.0.0.1").statusCode())
                    .isEqualTo(401);
            assertThat(gateway.get("/clients", "X-Forwarded-For", "192.0.2.1").statusCode())
                    .isEqualTo(401);
            assertThat(gateway.get("/clients", "Forwarded", "for=127.0.0.1").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void belowAPathOfAProxyTheGatewaysOwnAddressesAreRight() {
        try (Gateway gateway =
                gateway("framework", "spring.security.user.name=ops", "spring.security.user.password=s3cret")) {
            assertThat(created(gateway, "a").firstValue("Location")).hasValue("/below/clients/a");
            assertThat(created(gateway, "b").firstValue("Location")).hasValue("/below/clients/b");

            assertThat(gateway.get("/clients?limit=1", BELOW).headers().firstValue("Link"))
                    .hasValue("</below/clients?limit=1&after=a>; rel=\"next\"");
            assertThat(gateway.get("/swagger-ui.html", BELOW).headers().firstValue("Location"))
                    .hasValue("/below/swagger-ui/index.html");
        }
    }

    private static HttpHeaders created(Gateway gateway, String id) {
        return gateway.send(gateway.request("/clients")
                        .headers(BELOW)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"client_id\":\"" + id + "\"}")))
                .headers();
    }

    private static Gateway gateway(String strategy, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.add("server.forward-headers-strategy=" + strategy);
        all.add("sluice.token-bucket.default-limit.capacity=1");
        all.add("sluice.token-bucket.default-limit.rate-per-sec=0.000001");
        return Gateway.before(BACKEND, all.toArray(String[]::new));
    }

    private static int status(Gateway gateway, String... headers) {
        return gateway.get("/", headers).statusCode();
    }
}

package dev.sluice.tokenbucket.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

/** A key that no client is registered under. */
class UnknownClientTest {

    private final Gate gate = new Gate()
            .keys("header:X-API-Key", "query:client_id", "remote-address")
            .with(Gate.client("ann", 10))
            .cost(3);

    @Test
    void nextSource_inventingKeysWinsNothing() {
        gate.unknown(UnknownClient.NEXT_SOURCE);

        assertThat(statusOf(Gate.get("/").header("X-API-Key", "invented1"))).isNull();
        assertThat(statusOf(Gate.get("/").header("X-API-Key", "invented2"))).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(statusOf(Gate.get("/?client_id=invented3"))).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(statusOf(Gate.get("/"))).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(statusOf(from("192.0.2.2"))).isNull();
    }

    @Test
    void nextSource_aRegisteredKeyFurtherOnCounts() {
        gate.unknown(UnknownClient.NEXT_SOURCE);

        assertThat(policyOf(Gate.get("/?client_id=ann").header("X-API-Key", "invented")))
                .startsWith("\"default\";q=10;");
    }

    @Test
    void nextSource_theLastSourcesKeyHasTheDefaultLimit() {
        gate.unknown(UnknownClient.NEXT_SOURCE).keys("header:X-API-Key", "query:client_id");

        assertThat(policyOf(Gate.get("/?client_id=b").header("X-API-Key", "a"))).startsWith("\"default\";q=3;");
        assertThat(statusOf(Gate.get("/?client_id=b"))).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(statusOf(Gate.get("/?client_id=c"))).isNull();
    }

    @Test
    void nextSource_whereTheLastSourceIsAbsentTheKeyIsMissing() {
        gate.unknown(UnknownClient.NEXT_SOURCE).keys("header:X-API-Key", "query:client_id");

        assertThat(statusOf(Gate.get("/").header("X-API-Key", "a"))).isNull();
        gate.missing(MissingKey.DENY);
        assertThat(statusOf(Gate.get("/").header("X-API-Key", "a"))).isEqualTo(HttpStatus.BAD_REQUEST);
    }

    @Test
    void defaultLimit_eachHasABucketOfItsOwn() {
        gate.unknown(UnknownClient.DEFAULT_LIMIT);

        assertThat(statusOf(Gate.get("/?client_id=b"))).isNull();
        assertThat(statusOf(Gate.get("/?client_id=c"))).isNull();
        assertThat(statusOf(Gate.get("/?client_id=b"))).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(statusOf(Gate.get("/"))).isNull();
    }

    @Test
    void deny_isRefused() {
        gate.unknown(UnknownClient.DENY);

        MockServerWebExchange exchange = gate.send(Gate.get("/?client_id=b"));
        assertThat(gate.passed()).isZero();
        assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(exchange.getResponse().getBodyAsString().block())
                .isEqualTo("{\"code\":429,\"message\":\"Rate limit exceeded\"}");
        assertThat(exchange.getResponse().getHeaders().headerNames())
                .doesNotContain("Retry-After", "RateLimit", "RateLimit-Policy");
    }

    @Test
    void deny_aKeyFurtherOnDoesNotHelp() {
        gate.unknown(UnknownClient.DENY);

        assertThat(statusOf(Gate.get("/?client_id=ann").header("X-API-Key", "invented")))
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
    }

    @Test
    void deny_aRegisteredClientPasses() {
        gate.unknown(UnknownClient.DENY);

        assertThat(statusOf(Gate.get("/?client_id=ann"))).isNull();
    }

    @Test
    void allow_passesUnlimited() {
        gate.unknown(UnknownClient.ALLOW);

        for (int i = 0; i < 10; i++) {
            assertThat(policyOf(Gate.get("/?client_id=b"))).isNull();
        }
        assertThat(gate.passed()).isEqualTo(10);
    }

    @Test
    void allow_aRegisteredClientIsLimited() {
        gate.unknown(UnknownClient.ALLOW);

        assertThat(policyOf(Gate.get("/?client_id=ann"))).startsWith("\"default\";q=10;");
    }

    private static MockServerHttpRequest.BaseBuilder<?> from(String address) {
        return Gate.request(HttpMethod.GET, "/", address);
    }

    /** None where the backend answered. */
    private @Nullable HttpStatusCode statusOf(MockServerHttpRequest.BaseBuilder<?> request) {
        return gate.send(request).getResponse().getStatusCode();
    }

    private @Nullable String policyOf(MockServerHttpRequest.BaseBuilder<?> request) {
        return gate.send(request).getResponse().getHeaders().getFirst("RateLimit-Policy");
    }
}

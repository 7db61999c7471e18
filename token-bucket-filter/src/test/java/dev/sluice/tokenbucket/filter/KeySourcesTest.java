package dev.sluice.tokenbucket.filter;

import static dev.sluice.tokenbucket.filter.TokenBucketGatewayFilterFactory.CLIENT_KEY_ATTRIBUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.client.ClientKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** Who a request is counted as. */
class KeySourcesTest {

    private final Gate gate = new Gate().keys("header:X-API-Key", "query:client_id", "remote-address");

    @Test
    void theFirstSourceThatIsPresentCounts() {
        assertThat(keyOf(Gate.get("/?client_id=q").header("X-API-Key", "h"))).isEqualTo(identifier("h"));
        assertThat(keyOf(Gate.get("/?client_id=q"))).isEqualTo(identifier("q"));
        assertThat(keyOf(Gate.get("/"))).isEqualTo(ClientKey.ofClientId(Gate.HOME));
    }

    @Test
    void anEmptySourceIsPassedOver() {
        assertThat(keyOf(Gate.get("/?client_id=q").header("X-API-Key", ""))).isEqualTo(identifier("q"));
        assertThat(keyOf(Gate.get("/?client_id="))).isEqualTo(ClientKey.ofClientId(Gate.HOME));
    }

    @Test
    void theOrderIsTheSettings() {
        gate.keys("query:client_id", "header:X-API-Key");

        assertThat(keyOf(Gate.get("/?client_id=q").header("X-API-Key", "h"))).isEqualTo(identifier("q"));
    }

    @Test
    void aRegisteredClientIsNamedToTheRoute() {
        gate.with(Gate.client("ann", 5));

        assertThat(keyOf(Gate.get("/?client_id=ann"))).isEqualTo(identifier("ann"));
    }

    @Test
    void whoIsNotCountedIsNotNamed() {
        gate.keys("query:client_id");

        assertThat(keyOf(Gate.get("/"))).isNull();
    }

    @Test
    void aClientThatIsAnAddressIsMetByItsAddressOnly() {
        gate.with(Gate.client(Gate.HOME, 10)).unknown(UnknownClient.DEFAULT_LIMIT);

        assertThat(limitOf(Gate.get("/"))).contains("q=10;");
        assertThat(limitOf(Gate.get("/?client_id=" + Gate.HOME))).contains("q=3;");
    }

    @Test
    void behindATrustedProxyTheForwardedAddressCounts() {
        gate.trusted("192.0.2.0/24");

        assertThat(keyOf(Gate.get("/").header("X-Forwarded-For", "203.0.113.7")))
                .isEqualTo(ClientKey.ofClientId("203.0.113.7"));
    }

    @Test
    void aForwardedAddressCountsForNothingOtherwise() {
        assertThat(keyOf(Gate.get("/").header("X-Forwarded-For", "203.0.113.7")))
                .isEqualTo(ClientKey.ofClientId(Gate.HOME));
    }

    private @Nullable Object keyOf(MockServerHttpRequest.BaseBuilder<?> request) {
        return gate.send(request).getAttribute(CLIENT_KEY_ATTRIBUTE);
    }

    private @Nullable String limitOf(MockServerHttpRequest.BaseBuilder<?> request) {
        return gate.send(request).getResponse().getHeaders().getFirst("RateLimit-Policy");
    }

    private static ClientKey identifier(String value) {
        return new ClientKey.Identifier(value);
    }
}

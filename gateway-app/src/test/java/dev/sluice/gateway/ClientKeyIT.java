package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every bucket holds one token, so a key can be told from another by its second request. */
class ClientKeyIT {

    @AutoClose
    private static final Backend BACKEND = Backend.saying("ok");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(
            BACKEND,
            "sluice.token-bucket.default-limit.capacity=1",
            "sluice.token-bucket.default-limit.rate-per-sec=0.000001",
            "sluice.token-bucket.unknown-client=default-limit",
            "sluice.token-bucket.trusted-proxies=127.0.0.0/8");

    @Test
    void anApiKeyHasABucketOfItsOwn() {
        assertThat(status("/", "X-API-Key", "alice")).isEqualTo(200);
        assertThat(status("/", "X-API-Key", "alice")).isEqualTo(429);
        assertThat(status("/", "x-api-key", "alice")).isEqualTo(429);
        assertThat(status("/", "X-API-Key", "bob")).isEqualTo(200);
    }

    @Test
    void aQueryParameterHasABucketOfItsOwn() {
        assertThat(status("/?client_id=carol")).isEqualTo(200);
        assertThat(status("/other?a=b&client_id=carol")).isEqualTo(429);
        assertThat(status("/?client_id=dave")).isEqualTo(200);
    }

    @Test
    void aQueryParameterMayBeSentAsItIs() {
        assertThat(status("/?client_id=%C3%BC%F0%9F%98%80")).isEqualTo(200);
        assertThat(raw("GET /?client_id=\u00fc\ud83d\ude00 HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 429 ");
        assertThat(raw("GET /\u00fc?client_id=\u00e4 HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(status("/%C3%BC?client_id=%C3%A4")).isEqualTo(429);
    }

    private static String raw(String request) {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            String bytes = new String(request.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return client.send(bytes).readUntil("\r\n");
        }
    }

    @Test
    void oneValueIsOneClientWhereverItIsCarried() {
        assertThat(status("/?client_id=erin")).isEqualTo(200);
        assertThat(status("/", "X-API-Key", "erin")).isEqualTo(429);
    }

    @Test
    void theHeaderIsAskedBeforeTheQuery() {
        assertThat(status("/?client_id=frank", "X-API-Key", "grace")).isEqualTo(200);
        assertThat(status("/?client_id=frank")).isEqualTo(200);
        assertThat(status("/", "X-API-Key", "grace")).isEqualTo(429);
    }

    @Test
    void anEmptyKeyIsPassedOver() {
        assertThat(status("/?client_id=", "X-API-Key", "", "X-Forwarded-For", "192.0.2.1"))
                .isEqualTo(200);
        assertThat(status("/", "X-Forwarded-For", "192.0.2.1")).isEqualTo(429);
    }

    @Test
    void behindATrustedProxyEachForwardedAddressHasABucket() {
        assertThat(status("/", "X-Forwarded-For", "198.51.100.1")).isEqualTo(200);
        assertThat(status("/", "X-Forwarded-For", "198.51.100.1")).isEqualTo(429);
        assertThat(status("/", "X-Forwarded-For", "198.51.100.2")).isEqualTo(200);
    }

    @Test
    void whatTheClientWroteLeftOfItsAddressIsNotBelieved() {
        assertThat(status("/", "X-Forwarded-For", "203.0.113.1")).isEqualTo(200);
        assertThat(status("/", "X-Forwarded-For", "10.1.1.1, 203.0.113.1")).isEqualTo(429);
        assertThat(status("/", "X-Forwarded-For", "10.1.1.2, 203.0.113.1, 127.0.0.9"))
                .isEqualTo(429);
    }

    @Test
    void theAddressesOfOneIpv6SubscriberShareABucket() {
        assertThat(status("/", "X-Forwarded-For", "2001:db8:1:1::1")).isEqualTo(200);
        assertThat(status("/", "X-Forwarded-For", "2001:db8:1:1:ffff::2")).isEqualTo(429);
        assertThat(status("/", "X-Forwarded-For", "2001:db8:1:2::1")).isEqualTo(200);
    }

    @Test
    void anAddressIsNotSpentByNamingIt() {
        assertThat(status("/?client_id=192.0.2.77")).isEqualTo(200);
        assertThat(status("/", "X-Forwarded-For", "192.0.2.77")).isEqualTo(200);
    }

    private static int status(String target, String... headers) {
        return GATEWAY.get(target, headers).statusCode();
    }
}

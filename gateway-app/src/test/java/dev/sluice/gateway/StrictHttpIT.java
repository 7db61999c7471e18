package dev.sluice.gateway;

import static dev.sluice.gateway.MalformedRequests.WITHOUT_LIMITS;
import static dev.sluice.gateway.MalformedRequests.decoded;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two servers in a row might read in two ways ends at the door: the request line and the host. */
class StrictHttpIT {

    @AutoClose
    private static final Backend BACKEND = Backend.saying("ok");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(BACKEND, WITHOUT_LIMITS);

    @AfterEach
    void theGatewayGoesOn() {
        assertThat(GATEWAY.get("/").statusCode()).isEqualTo(200);
    }

    private static void assertRefused(String request) {
        MalformedRequests.assertRefused(GATEWAY, BACKEND, request, 400, "Bad Request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /a|b HTTP/1.1⏎Host: a", "GET / HTTP/1.1⏎Host: a⏎Host: b", "GET / HTTP/9.9⏎Host: a"})
    void whoWouldRatherHaveAProblemDocumentGetsOne(String head) {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            assertThat(client.send(decoded(head + "⏎Accept: application/problem+json⏎⏎"))
                            .readAll())
                    .contains(
                            "content-type: application/problem+json\r\n",
                            "\"title\":\"Bad Request\"",
                            "\"status\":400");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/9.9⏎Host: a",
                "GET / HTTP/2.0⏎Host: a",
                "GET / HTTP/1.2⏎Host: a",
                "GET / HTTP/0.9⏎Host: a",
                "GET / HTTP/1.10⏎Host: a",
                "GET / http/1.1⏎Host: a",
                "GET / HTTP⏎Host: a",
                "GET /",
                "GET⏎Host: a",
                "G@T / HTTP/1.1⏎Host: a",
                "GE(T) / HTTP/1.1⏎Host: a",
                "GET␀ / HTTP/1.1⏎Host: a",
                "GET /␀ HTTP/1.1⏎Host: a",
                "GET /a␍b HTTP/1.1⏎Host: a",
                "GET / HTTP/1.1 ⏎Host: a",
                "GET / HTTP/1.1␍⏎Host: a",
                "·GET / HTTP/1.1⏎Host: a",
                "GET / / HTTP/1.1⏎Host: a",
                "GET / HTTP/1.1␊Host: a",
                "GET a HTTP/1.1⏎Host: a",
                "GET * HTTP/1.1⏎Host: a",
                "GET /a#b HTTP/1.1⏎Host: a",
                "GET /?q=100% HTTP/1.1⏎Host: a",
                "GET /a|b HTTP/1.1⏎Host: a",
                "GET http://b/ HTTP/1.1⏎Host: a",
                "GET http://a:81/ HTTP/1.1⏎Host: a",
                "GET http://a@b/ HTTP/1.1⏎Host: b",
                "GET http:/a HTTP/1.1⏎Host: a",
                "GET http:///a HTTP/1.1⏎Host: a",
                "GET ftp://a/ HTTP/1.1⏎Host: a",
                "GET http://a/ HTTP/1.0"
            })
    void aRequestLineIsRefused(String line) {
        assertRefused(decoded(line + "⏎⏎"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a⏎Host: a",
                "Host: a⏎Host: b",
                "Host: a⏎hOST: b",
                "Host:",
                "Host: a b",
                "Host: a, b",
                "Host: a@b",
                "Host: a/b",
                "Host: /",
                "Host: a\\b",
                "Host: a?b",
                "Host: a#b",
                "Host: \"a\"",
                "Host: <a>",
                "Host: a␉b",
                "Host: a␇",
                "Host: \u00fc",
                "Host: %",
                "Host: %4",
                "Host: %4g",
                "Host: :80",
                "Host: a:",
                "Host: a:b",
                "Host: a:+80",
                "Host: a:-1",
                "Host: a:80:80",
                "Host: a:65536",
                "Host: a:000080",
                "Host: ::1",
                "Host: [::1",
                "Host: [::1]a",
                "Host: [::1]:",
                "Host: [a]",
                "Host: []",
                "Host: [fe80::1%25eth0]",
                "Host: [v1.a]"
            })
    void aHostIsRefused(String host) {
        assertRefused(decoded("GET / HTTP/1.1⏎" + (host.isEmpty() ? "" : host + "⏎") + "⏎"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.0⏎",
                "GET / HTTP/1.0⏎Host: a⏎",
                "⏎GET / HTTP/1.1⏎Host: a⏎",
                "GET http://a/ HTTP/1.1⏎Host: a⏎",
                "GET http://A:80/b?c HTTP/1.1⏎Host: a:80⏎",
                "GET http://a HTTP/1.1⏎Host: a⏎",
                "GET //a//b HTTP/1.1⏎Host: a⏎",
                "GET / HTTP/1.1⏎host:a⏎",
                "GET / HTTP/1.1⏎Host: ␉a ⏎",
                "GET / HTTP/1.1⏎Host: a_b.c-d.example.:65535⏎",
                "GET / HTTP/1.1⏎Host: a%41!$&'()*+,;=~⏎",
                "GET / HTTP/1.1⏎Host: 127.0.0.1:1⏎",
                "GET / HTTP/1.1⏎Host: [::1]⏎",
                "GET / HTTP/1.1⏎Host: [2001:db8::1]:8080⏎",
                "GET / HTTP/1.1⏎Host: a⏎X:⏎",
                "GET / HTTP/1.1⏎Host: a⏎X: a␉b\u00fc⏎",
                "PATCH / HTTP/1.1⏎Host: a⏎Content-Length: 005⏎⏎a⏎·b",
                "POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: CHUNKED⏎⏎0⏎",
                "POST / HTTP/1.1⏎Host: a⏎Transfer-Encoding: chunked⏎⏎6;a=b⏎a⏎⏎·⏎0⏎X: y⏎",
                "MADE-UP / HTTP/1.1⏎Host: a⏎"
            })
    void whatIsHttpPasses(String request) {
        int before = BACKEND.requests();
        try (RawClient client = new RawClient(GATEWAY.port())) {
            String twice = request.contains("Content-Length") ? request : request + "⏎";
            assertThat(client.send(decoded(twice)).readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
            if (!request.contains("HTTP/1.0")) {
                assertThat(client.send(decoded(twice)).readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
                assertThat(client.send(decoded(twice + twice)).readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
                assertThat(client.readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
            }
        }
        assertThat(BACKEND.requests()).isEqualTo(before + (request.contains("HTTP/1.0") ? 1 : 4));
    }
}

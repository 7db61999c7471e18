package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MalformedRequestIT {

    @AutoClose
    private static final Backend BACKEND = Backend.saying("ok");

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(BACKEND);

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void isAnsweredInJsonAndTheConnectionIsClosed(String what, String request, int status, String message) {
        MalformedRequests.assertRefused(GATEWAY, BACKEND, request, status, message);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("an escape that is none", get("/%zz"), 400, "Bad Request"),
                arguments("an escape that is none in the query", get("/?a=%zz"), 400, "Bad Request"),
                arguments("half an escape", get("/%2"), 400, "Bad Request"),
                arguments("a bracket in the path", get("/a[b"), 400, "Bad Request"),
                arguments("a blank in the target", get("/a b"), 400, "Bad Request"),
                arguments(
                        "the start of a TLS handshake",
                        "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                        400,
                        "Bad Request"),
                arguments("a length that is no number", withHeader("Content-Length: abc"), 400, "Bad Request"),
                arguments("two lengths", withHeader("Content-Length: 1\r\nContent-Length: 2"), 400, "Bad Request"),
                arguments("a header name with a blank", withHeader("X Y: z"), 400, "Bad Request"),
                arguments("a header value with a zero", withHeader("X: a\u0000b"), 400, "Bad Request"),
                arguments("a target without end", get("/" + "a".repeat(20_000)), 414, "URI Too Long"),
                arguments(
                        "a header without end",
                        withHeader("X: " + "a".repeat(20_000)),
                        431,
                        "Request Header Fields Too Large"));
    }

    @AfterEach
    void theGatewayGoesOn() {
        assertThat(GATEWAY.get("/").statusCode()).isEqualTo(200);
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static String withHeader(String header) {
        return "GET / HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n\r\n";
    }
}

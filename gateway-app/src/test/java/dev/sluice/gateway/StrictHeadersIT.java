package dev.sluice.gateway;

import static dev.sluice.gateway.MalformedRequests.WITHOUT_LIMITS;
import static dev.sluice.gateway.MalformedRequests.decoded;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two servers in a row might read in two ways ends at the door: headers, and where a body ends. */
class StrictHeadersIT {

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
    @ValueSource(
            strings = {
                "Transfer-Encoding: xchunked",
                "Transfer-Encoding: chunkedx",
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked,",
                "Transfer-Encoding: ,chunked",
                "Transfer-Encoding: chunked;q=1",
                "Transfer-Encoding: \"chunked\"",
                "Transfer-Encoding: identity",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: chunked, gzip",
                "Transfer-Encoding:",
                "Transfer-Encoding: chunked⏎Transfer-Encoding: chunked",
                "Transfer-Encoding: chunked⏎Transfer-Encoding: identity",
                "Transfer-Encoding: identity⏎Transfer-Encoding: chunked",
                "Transfer-Encoding: gzip⏎transfer-encoding: chunked",
                "Transfer-Encoding: chunked⏎Content-Length: 5",
                "Content-Length: 5⏎Transfer-Encoding: chunked",
                "Content-Length: 5⏎Transfer-Encoding: identity",
                "Transfer-Encoding : chunked",
                "Transfer-Encoding: ␋chunked",
                "Transfer-Encoding:⏎ chunked",
                "Content-Length: +5",
                "Content-Length: -1",
                "Content-Length: 5,5",
                "Content-Length: 5, 5",
                "Content-Length: 0x5",
                "Content-Length: 5 5",
                "Content-Length: 5.0",
                "Content-Length: five",
                "Content-Length:",
                "Content-Length: 99999999999999999999",
                "Content-Length: 5⏎Content-Length: 5",
                "Content-Length: 5⏎Content-Length: 6",
                "Content-Length : 5",
                "X : y",
                "X␉: y",
                "X",
                ": y",
                "X Y: z",
                "X(: z",
                "X␀: z",
                "X\u00fc: z",
                "X: a␀b",
                "X: a␇b",
                "X: a␡b",
                "X: a␋b",
                "X: a␌b",
                "X: a␍b",
                "X: a␊Y: b",
                "X: a⏎ b",
                "X: a⏎␉b",
                "X: a⏎ Content-Length: 5",
                "X: a⏎·"
            })
    void aHeaderIsRefused(String header) {
        assertRefused(decoded("POST / HTTP/1.1⏎Host: a⏎" + header + "⏎⏎hello"));
        assertRefused(decoded("POST / HTTP/1.1⏎" + header + "⏎Host: a⏎⏎hello"));
    }

    @Test
    void aCodingInHttp10IsRefused() {
        assertRefused(decoded("POST / HTTP/1.0⏎Transfer-Encoding: chunked⏎⏎0⏎⏎"));
    }

    @Test
    void aBlankBeforeTheFirstHeaderIsRefused() {
        assertRefused(decoded("GET / HTTP/1.1⏎ Host: a⏎⏎"));
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 500})
    void moreThanAHundredHeadersAreRefused(int headers) {
        MalformedRequests.assertRefused(GATEWAY, BACKEND, withHeaders(headers), 431, "Request Header Fields Too Large");
    }

    @Test
    void aHundredHeadersPass() {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            assertThat(client.send(withHeaders(100)).readUntil("ok")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    private static String withHeaders(int count) {
        return IntStream.range(1, count)
                .mapToObj(i -> "X-" + i + ": y\r\n")
                .collect(Collectors.joining("", "GET / HTTP/1.1\r\nHost: a\r\n", "\r\n"));
    }

    /** A client takes the first answer for that to its first request. */
    @Test
    void aRefusalWaitsForTheAnswersBeforeIt() {
        try (RawClient client = new RawClient(GATEWAY.port())) {
            String good = "GET / HTTP/1.1⏎Host: a⏎⏎";
            String answers =
                    client.send(decoded(good + good + "GET / HTTP/1.1⏎⏎")).readAll();

            assertThat(answers)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("{\"code\":400,\"message\":\"Bad Request\"}");
            assertThat(answers.split("HTTP/1\\.1 200 OK", -1)).hasSize(3);
        }
    }

    /** Even one that is found in the bytes of the first, and one that waits in line behind a chunked body. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 8⏎", "Transfer-Encoding: chunked⏎"})
    void aFoldedHeaderOfALaterRequestIsFound(String framing) {
        String body = framing.isEmpty() ? "" : framing.startsWith("C") ? "a⏎·b⏎␡" : "8⏎a⏎·b⏎␡⏎0⏎⏎";
        try (RawClient client = new RawClient(GATEWAY.port())) {
            String good = "POST / HTTP/1.1⏎Host: a⏎" + framing + "⏎" + body;
            assertThat(client.send(decoded(good + "GET / HTTP/1.1⏎Host: a⏎X: a⏎ b⏎⏎"))
                            .readAll())
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .endsWith("{\"code\":400,\"message\":\"Bad Request\"}");
        }
    }
}

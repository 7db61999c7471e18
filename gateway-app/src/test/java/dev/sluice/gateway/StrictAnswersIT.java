package dev.sluice.gateway;

import static dev.sluice.gateway.ErrorAnswers.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend that answers oddly: the client gets a clear answer, and nobody else gets a part of it. */
class StrictAnswersIT {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @AutoClose
    private static final FaultProxy BACKEND = FaultProxy.alone(Fault.reset());

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(
            Gateway.service("backends", List.of(BACKEND.uri()), "sluice.token-bucket.default-limit.capacity=1000"));

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void whatNobodyCanReadForSureIsTheBackendsFault(String what, String answer) {
        BACKEND.always(Fault.saying(answer).then(Fault.hang()));

        assertThat(GATEWAY.get("/")).satisfies(error(502, "The backend broke off"));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments("nothing like HTTP", "* OK IMAP4rev1 ready\r\n\r\n"),
                arguments("zeros", "\0\0\0\0\r\n\r\n"),
                arguments("another version", "HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\nok"),
                arguments("no status", "HTTP/1.1 OK\r\nContent-Length: 2\r\n\r\nok"),
                arguments("a status below 100", "HTTP/1.1 99 Low\r\nContent-Length: 2\r\n\r\nok"),
                arguments("a status above 999", "HTTP/1.1 1000 High\r\nContent-Length: 2\r\n\r\nok"),
                arguments("two lengths", withHeaders("Content-Length: 2\r\nContent-Length: 4")),
                arguments("a length below zero", withHeaders("Content-Length: -2")),
                arguments("a length that is no number", withHeaders("Content-Length: two")),
                arguments("a length and chunks", withHeaders("Content-Length: 2\r\nTransfer-Encoding: chunked")),
                arguments("an unknown coding", withHeaders("Transfer-Encoding: xchunked")),
                arguments("a coding inside the chunks", withHeaders("Transfer-Encoding: gzip, chunked")),
                arguments("a header without end", withHeaders("X: " + "a".repeat(40_000))),
                arguments("headers without end", withHeaders("X: a\r\n".repeat(20_000) + "X: a")),
                arguments("a line without end", "HTTP/1.1 200 " + "a".repeat(40_000)),
                arguments("a first chunk without size", withHeaders("Transfer-Encoding: chunked") + "zz\r\n"),
                arguments("another protocol", "HTTP/1.1 101 Switching\r\nUpgrade: own\r\nConnection: upgrade\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103, 199})
    void whatComesBeforeTheAnswerIsLeftOut(int status) {
        String interim = "HTTP/1.1 " + status + " Soon\r\nLink: </a>\r\n\r\n";
        BACKEND.always(Fault.saying(interim.repeat(3) + OK));

        HttpResponse<String> answer = GATEWAY.get("/");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Link")).isEmpty();
        assertThat(answer.body()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource({"204, Content-Length: 5", "204, Transfer-Encoding: chunked", "204, X: y", "304, Content-Length: 5"})
    void anAnswerThatCantHaveABodyHasNone(int status, String header) {
        BACKEND.always(Fault.saying("HTTP/1.1 " + status + " Nothing\r\n" + header + "\r\n\r\n"));

        HttpResponse<String> answer = GATEWAY.get("/");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET  | HTTP/1.1 204 Nothing\\r\\nContent-Length: 5\\r\\n\\r\\nhello
            GET  | HTTP/1.1 204 Nothing\\r\\n\\r\\nhello
            GET  | HTTP/1.1 304 Nothing\\r\\nContent-Length: 5\\r\\n\\r\\nhello
            HEAD | HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nhello
            GET  | HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nokhello
            GET  | HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nokHTTP/1.1 200 OK\\r\\nContent-Length: 4\\r\\n\\r\\nevil
            """)
    void whatIsLeftOfAnAnswerIsNotTheBeginningOfTheNext(String method, String answer) {
        BACKEND.next(Fault.saying(answer.replace("\\r\\n", "\r\n")).then(Fault.saying(OK)))
                .always(Fault.saying(OK));

        assertThat(GATEWAY.send(GATEWAY.request("/").method(method, BodyPublishers.noBody()))
                        .statusCode())
                .isLessThan(400);
        HttpResponse<String> next = GATEWAY.get("/");
        assertThat(next.statusCode()).isEqualTo(200);
        assertThat(next.body()).isEqualTo("ok");
    }

    @Test
    void anAnswerToHeadHasALengthAndNoBody() {
        BACKEND.always(Fault.saying("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n"));

        HttpResponse<String> answer = GATEWAY.send(GATEWAY.request("/").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.headers().firstValue("Content-Length")).hasValue("500");
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "keep-alive"})
    void anAnswerThatComesBeforeTheRequestHasEndedPassesThrough(String connection) {
        BACKEND.always(Fault.saying("HTTP/1.1 413 Too Large\r\nConnection: " + connection
                        + "\r\nContent-Length: 9\r\n\r\ntoo large")
                .then(Fault.hang()));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nthe beginning");

            assertThat(client.readUntil("too large")).startsWith("HTTP/1.1 413 ");
        }
    }

    /** What is left unread makes a reset of the end of a connection, by which the next write fails while the answer is there to be read. */
    @RepeatedTest(20)
    void anAnswerBehindWhichTheConnectionEndsPassesThroughInTheMiddleOfAnUpload() {
        BACKEND.always(Fault.saying("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 9\r\n\r\ntoo large")
                .then(Fault.close()));
        String body = "x".repeat(10_000_000);
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + body.length() + "\r\n\r\n");
            var unused = CompletableFuture.runAsync(() -> client.send(body));

            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @MethodSource("brokenUploads")
    void aBackendThatBreaksOffDuringAnUploadBrokeOff(Fault end) {
        BACKEND.always(Fault.taking(100_000).then(end));

        assertThat(GATEWAY.send(GATEWAY.request("/").POST(BodyPublishers.ofString("x".repeat(10_000_000)))))
                .satisfies(error(502, "The backend broke off"));
    }

    static List<Fault> brokenUploads() {
        return List.of(Fault.reset(), Fault.close());
    }

    @Test
    void aRequestThatWaitsToBeToldToContinueIsToldSo() {
        BACKEND.always(Fault.saying("HTTP/1.1 100 Continue\r\n\r\n")
                .then(Fault.taking(4))
                .then(Fault.adding(OK)));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n")
                    .readUntil("HTTP/1.1 100 Continue\r\n\r\n");

            assertThat(client.send("body").readUntil("\r\n\r\nok")).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @AfterEach
    void theNextAnswerIsItsOwn() {
        BACKEND.always(Fault.saying(OK));

        assertThat(GATEWAY.get("/").body()).isEqualTo("ok");
        BACKEND.resetAll();
    }

    private static String withHeaders(String headers) {
        return "HTTP/1.1 200 OK\r\n" + headers + "\r\n\r\n";
    }
}

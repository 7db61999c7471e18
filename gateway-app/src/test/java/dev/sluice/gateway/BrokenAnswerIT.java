package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A backend that breaks off in the middle of its answer: nobody must take the half for the whole. */
class BrokenAnswerIT {

    private static final String END_OF_CHUNKS = "\r\n0\r\n\r\n";

    private static final String WITH_LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
    private static final String IN_CHUNKS = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n";
    private static final String IN_A_CHUNK = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf";
    private static final String UNTIL_CLOSED = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nhalf";
    private static final String OF_OLD = "HTTP/1.0 200 OK\r\n\r\nhalf";
    private static final String ZIPPED =
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\n\r\n\u001f\u008b\b\0half";

    /** A second is what is promised, and a hundred times of what it takes; a slow machine may need longer. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int MEGABYTES = 1 << 20;

    @AutoClose
    private static final FaultProxy BACKEND = FaultProxy.alone(Fault.reset());

    @AutoClose
    private static final Gateway GATEWAY = Gateway.with(
            Gateway.service("backends", List.of(BACKEND.uri()), "sluice.token-bucket.default-limit.capacity=1000"));

    static Stream<Arguments> cuts() {
        Stream<Arguments> resets = Stream.of(WITH_LENGTH, IN_CHUNKS, IN_A_CHUNK, UNTIL_CLOSED, OF_OLD, ZIPPED)
                .map(half -> arguments(half, "reset", Fault.reset()));
        Stream<Arguments> closes = Stream.of(WITH_LENGTH, IN_CHUNKS, IN_A_CHUNK, ZIPPED)
                .map(half -> arguments(half, "closed", Fault.close()));
        Stream<Arguments> nonsense = Stream.of(IN_CHUNKS)
                .map(half -> arguments(half, "nonsense", Fault.adding("zz\r\n").then(Fault.hang())));
        return Stream.of(resets, closes, nonsense).flatMap(cut -> cut);
    }

    /** Else a client would unzip an error, and a cache keep it. */
    @Test
    void whatTheBackendSaidOfAnAnswerThatNeverCameIsNotSaidOfTheError() {
        BACKEND.always(Fault.saying(
                        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nCache-Control: max-age=3600\r\nETag: \"v1\"\r\nContent-Length: 100\r\n\r\n")
                .then(Fault.close()));
        HttpResponse<String> answer = GATEWAY.get("/");

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().map()).doesNotContainKeys("content-encoding", "cache-control", "etag");
        assertThat(answer.body()).contains("The backend broke off");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("cuts")
    void endsInAConnectionThatIsCutOffAfterWhatHasArrived(String answer, String how, Fault end) {
        for (String request : List.of(get("HTTP/1.1"), post("HTTP/1.1"))) {
            RawClient.Ending ending = cutOff(request, answer, end);

            assertThat(ending.text()).doesNotContain(END_OF_CHUNKS);
        }
    }

    /** The end of the connection is the end of the answer for such a client, whether it knows a length or not. */
    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("cuts")
    void endsInAConnectionThatBreaksForAClientThatKnowsNoChunks(String answer, String how, Fault end) {
        for (String request : List.of(get("HTTP/1.0"), post("HTTP/1.0"))) {
            RawClient.Ending ending = cutOff(request, answer, end);

            assertThat(ending.text()).doesNotContain(END_OF_CHUNKS);
            assertThat(ending.broken()).isTrue();
        }
    }

    /** Then the half may be lost on the way, and with it the head; what comes is never complete. */
    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("cuts")
    void endsInAConnectionThatIsCutOffEvenIfTheCutComesWithTheHalf(String answer, String how, Fault end) {
        BACKEND.always(Fault.saying(answer).then(end));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

            assertThat(client.end().text())
                    .matches("(?s)HTTP/1.1 (200 OK|502 Bad Gateway)\r\n.*")
                    .doesNotContain(END_OF_CHUNKS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10000000", "Transfer-Encoding: chunked", "Connection: close"})
    void endsInAConnectionThatIsCutOffForAClientThatIsSlowToRead(String framing) {
        String chunk = "100000\r\n" + "x".repeat(MEGABYTES) + "\r\n";
        CountDownLatch cut = new CountDownLatch(1);
        BACKEND.always(Fault.saying("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n" + chunk.repeat(4))
                .then(Fault.await(cut))
                .then(Fault.reset()));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            client.send(get("HTTP/1.1")).readUntil("\r\n\r\n");
            cut.countDown();

            assertThat(client.end().text()).doesNotContain(END_OF_CHUNKS).hasSizeLessThan(5 * MEGABYTES);
        }
    }

    @Test
    void theEndOfTheConnectionIsTheEndOfAnAnswerThatSaysNoOther() {
        BACKEND.always(Fault.saying(OF_OLD));

        assertThat(GATEWAY.get("/").body()).isEqualTo("half");
    }

    private static RawClient.Ending cutOff(String request, String answer, Fault end) {
        CountDownLatch cut = new CountDownLatch(1);
        BACKEND.always(Fault.saying(answer).then(Fault.await(cut)).then(end));
        try (RawClient client = new RawClient(GATEWAY.port())) {
            assertThat(client.send(request).readUntil("half")).startsWith("HTTP/1.1 200 OK\r\n");
            long start = System.nanoTime();
            cut.countDown();
            RawClient.Ending ending = client.end();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            return ending;
        }
    }

    private static String get(String version) {
        return "GET / " + version + "\r\nHost: a\r\n\r\n";
    }

    private static String post(String version) {
        return "POST / " + version + "\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody";
    }
}

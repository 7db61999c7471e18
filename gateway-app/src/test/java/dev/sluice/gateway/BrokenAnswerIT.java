package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A backend that breaks off in the middle of its answer: nobody must take the half for the whole. */
class BrokenAnswerIT {

    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String END_OF_CHUNKS = "\r\n0\r\n\r\n";

    static List<String> halves() {
        return List.of(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf");
    }

    @ParameterizedTest
    @MethodSource("halves")
    void endsInAConnectionThatIsCutOffAfterWhatHasArrived(String answer) throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        try (RawBackend backend = new RawBackend(answer, cut);
                Gateway gateway = Gateway.with(Gateway.service("backends", List.of(backend.uri())));
                RawClient client = new RawClient(gateway.port())) {
            String half = client.send(REQUEST).readUntil("half");
            cut.countDown();

            assertThat(half).startsWith("HTTP/1.1 200 OK\r\n");
            assertThat(client.readAll()).doesNotContain(END_OF_CHUNKS);
        }
    }

    /** Then the half may be lost on the way, and with it the head; what comes is never complete. */
    @ParameterizedTest
    @MethodSource("halves")
    void endsInAConnectionThatIsCutOffEvenIfTheCutComesWithTheHalf(String answer) throws Exception {
        try (RawBackend backend = new RawBackend(answer);
                Gateway gateway = Gateway.with(Gateway.service("backends", List.of(backend.uri())));
                RawClient client = new RawClient(gateway.port())) {
            assertThat(client.send(REQUEST).readAll())
                    .matches("(?s)HTTP/1.1 (200 OK|502 Bad Gateway)\r\n.*")
                    .doesNotContain(END_OF_CHUNKS);
        }
    }
}

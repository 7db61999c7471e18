package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A backend may answer a request before it has its body. What is missing of that body is never sent, so nothing else may be sent on that
 * connection: the backend would take the beginning of the next request, of whomever, for the rest of this one.
 */
@Timeout(60)
class EarlyAnswerIT {

    private static final String BODY = "0123456789ab";

    @ParameterizedTest(name = "\"{0}\" of the body sent, answered {1}")
    @CsvSource({"'', WHOLE", "0123, WHOLE", "'', IN_PIECES", "0123, IN_PIECES"})
    void aConnectionThatIsOwedABodyCarriesNoOtherRequest(String sent, Answer answer) throws IOException {
        try (Backends backend = new Backends(answer);
                Gateway gateway = backend.gateway()) {
            for (int i = 0; i < 20; i++) {
                try (RawClient client = new RawClient(gateway.port())) {
                    client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n" + sent);
                    assertThat(client.readUntil(answer.end)).startsWith("HTTP/1.1 200");
                }
                try (RawClient client = new RawClient(gateway.port())) {
                    client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
                    assertThat(client.readUntil(answer.end)).startsWith("HTTP/1.1 200");
                }
            }

            assertThat(backend.lines).containsOnly("POST /upload HTTP/1.1", "GET /next HTTP/1.1");
        }
    }

    @Test
    void aConnectionThatHasGotItsBodyCarriesTheNext() throws IOException {
        try (Backends backend = new Backends(Answer.WHOLE);
                Gateway gateway = backend.gateway()) {
            try (RawClient client = new RawClient(gateway.port())) {
                for (int i = 0; i < 5; i++) {
                    client.send("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n" + BODY);
                    assertThat(client.readUntil(Answer.WHOLE.end)).startsWith("HTTP/1.1 200");
                }
            }

            assertThat(backend.lines).hasSize(5).containsOnly("POST /upload HTTP/1.1");
        }
    }

    private enum Answer {
        WHOLE("Content-Length: 5\r\n\r\nhello", "hello"),
        IN_PIECES("Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n", "\r\n0\r\n\r\n");

        private final String text;
        private final String end;

        Answer(String framingAndBody, String end) {
            this.text = "HTTP/1.1 200 OK\r\n" + framingAndBody;
            this.end = end;
        }
    }

    /** Answers each head at once, and takes then what its body should be. */
    private static final class Backends implements AutoCloseable {

        private static final String LENGTH = "Content-Length: ";

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> lines = new CopyOnWriteArrayList<>();

        private final Answer answer;

        Backends(Answer answer) throws IOException {
            this.answer = answer;
            background(() -> {
                while (true) {
                    Socket connection = server.accept();
                    background(() -> serve(connection));
                }
            });
        }

        Gateway gateway() {
            return Gateway.with(Gateway.service(
                    "backends",
                    List.of("http://127.0.0.1:" + server.getLocalPort()),
                    "sluice.token-bucket.default-limit.capacity=1000000"));
        }

        private void serve(Socket socket) throws IOException {
            try (Socket connection = socket) {
                BufferedReader reader = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                    int length = 0;
                    for (String header = reader.readLine();
                            header != null && !header.isEmpty();
                            header = reader.readLine()) {
                        if (header.startsWith(LENGTH)) {
                            length = Integer.parseInt(header.substring(LENGTH.length()));
                        }
                    }
                    connection.getOutputStream().write(answer.text.getBytes(StandardCharsets.ISO_8859_1));
                    for (int i = 0; i < length && reader.read() >= 0; i++) {}
                }
            }
        }

        private static void background(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException over) {
                    // the socket was closed
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}

package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class Http10IT {

    @AutoClose
    private static final Backend BACKEND = Backend.answering((request, response) -> switch (request.path()) {
        case "chunks" -> response.sendString(Flux.just("a", "b", "c"));
        case "head" -> response.header("Content-Length", "2").send();
        case "empty" -> response.status(204).send();
        default -> response.sendString(Mono.just("ok"));
    });

    @AutoClose
    private static final Gateway GATEWAY = Gateway.before(BACKEND);

    private final RawClient client = new RawClient(GATEWAY.port());

    /** Otherwise it waits for the end of the connection, and the server for the next request. */
    @Test
    void aClientThatAsksForItIsToldThatItsConnectionIsKept() {
        try (client) {
            for (int i = 0; i < 3; i++) {
                client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
                assertThat(client.readUntil("\r\n\r\nok").toLowerCase(Locale.ROOT))
                        .contains("connection: keep-alive\r\n", "content-length: 2\r\n");
            }
        }
    }

    @Test
    void soIsOneWhoseAnswerHasNoBody() {
        try (client) {
            client.send("GET /empty HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n").toLowerCase(Locale.ROOT)).contains("connection: keep-alive\r\n");
            client.send("HEAD /head HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n").toLowerCase(Locale.ROOT)).contains("connection: keep-alive\r\n");
            client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\nok").toLowerCase(Locale.ROOT)).contains("connection: keep-alive\r\n");
        }
    }

    @Test
    void anyOtherConnectionIsClosed() {
        try (client) {
            assertThat(client.send("GET / HTTP/1.0\r\n\r\n").readAll())
                    .endsWith("\r\n\r\nok")
                    .doesNotContainIgnoringCase("keep-alive");
        }
    }

    @Test
    void anAnswerOfUnknownLengthHasNoChunksAndEndsWithTheConnection() {
        try (client) {
            assertThat(client.send("GET /chunks HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                            .readAll())
                    .endsWith("\r\n\r\nabc")
                    .doesNotContainIgnoringCase("transfer-encoding", "keep-alive");
        }
    }

    @Test
    void soIsOneWhoseRequestIsRefused() {
        try (client) {
            client.send("GET /clients HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.readUntil("}").toLowerCase(Locale.ROOT))
                    .contains(" 401 unauthorized\r\n")
                    .contains("connection: keep-alive\r\n");
        }
    }
}

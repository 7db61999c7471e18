package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** A gateway in a process of its own that is told to stop while many clients send one request after the other. */
class StopUnderLoadIT {

    private static final int CLIENTS = 100;

    /** So many that nothing of the gateway is new to it. */
    private static final int REQUESTS_BEFORE = 50 * CLIENTS;

    @TempDir
    Path directory;

    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "close"})
    void whatABackendWasSentIsAnswered(String connection) throws InterruptedException {
        try (Backend backend = Backend.answering((request, response) -> response.sendString(Mono.just(take(request))));
                GatewayProcess gateway = GatewayProcess.start(
                        directory,
                        Map.of(
                                "PORT", "0",
                                "BACKENDS", backend.uri(),
                                "SLUICE_TOKENBUCKET_DEFAULTLIMIT_CAPACITY", "1000000"))) {
            int port = gateway.port();
            List<Thread> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> new Thread(() -> call(port, connection, client)))
                    .toList();
            clients.forEach(Thread::start);
            await().until(() -> answered.size() > REQUESTS_BEFORE);

            gateway.stop();
            for (Thread client : clients) {
                client.join();
            }
            List<String> lost = new ArrayList<>(taken);
            lost.removeAll(answered);
            assertThat(lost).isEmpty();
            assertThat(gateway.output()).noneMatch(line -> line.contains(" 499 "));
        }
    }

    private String take(HttpServerRequest request) {
        taken.add(request.uri());
        return request.uri() + " done";
    }

    /** Until a connection can't be made, or ends before an answer. */
    private void call(int port, String connection, int client) {
        int count = 0;
        try {
            while (true) {
                count = callOnOneConnection(port, connection, client, count);
            }
        } catch (UncheckedIOException | AssertionError e) {
            // The gateway has stopped.
        }
    }

    private int callOnOneConnection(int port, String connection, int client, int count) {
        int next = count;
        try (RawClient socket = new RawClient(port)) {
            boolean last = false;
            while (!last) {
                String path = "/" + client + "-" + next++;
                String answer = socket.send("POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: " + connection
                                + "\r\nContent-Length: 3\r\n\r\nabc")
                        .readUntil(path + " done");
                answered.add(path);
                last = answer.contains("onnection: close\r\n");
            }
        }
        return next;
    }
}

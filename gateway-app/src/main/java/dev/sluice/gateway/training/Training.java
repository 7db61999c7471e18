package dev.sluice.gateway.training;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Sends a gateway on this machine what gateways get, over connections that are kept, each request after the answer to the one
 * before: of nine clients, with and without a body, and of one who is refused.
 */
public final class Training {

    private static final int CONNECTIONS = 16;

    private static final String POOR = "poor";

    private static final Message ALLOWED_ONE = Message.post("/clients", "application/json", """
            {"client_id":"%s","capacity":1,"rate_per_sec":0.001}\
            """.formatted(POOR));

    private Training() {}

    /**
     * Sends requests for a while.
     *
     * @param arguments the port of the gateway, and seconds
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int port = Integer.parseInt(arguments[0]);
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(arguments[1])).toNanos();
        try (Connection administrator = new Connection(port)) {
            administrator.exchange(ALLOWED_ONE);
        }
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<Void>> visitors = Stream.<Future<Void>>generate(() -> threads.submit(() -> visit(port, end)))
                .limit(CONNECTIONS)
                .toList();
        for (Future<Void> visitor : visitors) {
            visitor.get();
        }
        threads.shutdown();
    }

    private static Void visit(int port, long end) throws IOException {
        List<Message> messages = messages();
        try (Connection connection = new Connection(port)) {
            while (System.nanoTime() < end) {
                for (Message message : messages) {
                    connection.exchange(message);
                }
            }
        }
        return null;
    }

    private static List<Message> messages() {
        Stream<Message> rich = Stream.iterate(1, client -> client + 1)
                .limit(9)
                .flatMap(client -> Stream.of(
                        Message.get("/orders/" + client + "?client_id=" + client, ""),
                        Message.get("/orders/" + client, "X-API-Key: " + client + "\r\n")));
        Stream<Message> others = Stream.of(
                Message.post("/orders", "text/plain", "one of these"), Message.get("/", "X-API-Key: " + POOR + "\r\n"));
        return Stream.concat(rich, others).toList();
    }
}

package dev.sluice.gateway.training;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sends a gateway on this machine what gateways get, over connections that are kept, each request after the answer to the one
 * before: of several clients, with and without a body, and of one who is refused.
 */
public final class Training {

    private static final int CONNECTIONS = 16;

    private static final int CLIENTS = 9;

    private static final String POOR = "poor";

    private static final Message ALLOWED_ONE = Message.post("/clients", "application/json", """
            {"client_id":"%s","capacity":1,"rate_per_sec":0.001}\
            """.formatted(POOR));

    private static final int CREATED = 201;

    /** Answered by a backend, or refused. */
    private static final Set<Integer> EXPECTED = Set.of(200, 429);

    private Training() {}

    /**
     * Sends requests for a while; fails if an answer is none of those that belong to it.
     *
     * @param arguments the port of the gateway, and seconds
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int port = Integer.parseInt(arguments[0]);
        Duration duration = Duration.ofSeconds(Long.parseLong(arguments[1]));
        try (Connection administrator = new Connection(port)) {
            check(ALLOWED_ONE, administrator.exchange(ALLOWED_ONE), Set.of(CREATED));
        }
        long end = System.nanoTime() + duration.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            Callable<Void> visitor = () -> visit(port, end);
            for (Future<Void> visit : threads.invokeAll(Collections.nCopies(CONNECTIONS, visitor))) {
                visit.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Void visit(int port, long end) throws IOException {
        List<Message> messages = messages();
        try (Connection connection = new Connection(port)) {
            while (System.nanoTime() < end) {
                for (Message message : messages) {
                    check(message, connection.exchange(message), EXPECTED);
                }
            }
        }
        return null;
    }

    private static void check(Message message, int status, Set<Integer> expected) throws IOException {
        if (!expected.contains(status)) {
            throw new IOException("was answered with " + status + ": " + message.text());
        }
    }

    private static List<Message> messages() {
        Stream<Message> rich = IntStream.rangeClosed(1, CLIENTS)
                .boxed()
                .flatMap(client -> Stream.of(
                        Message.get("/orders/" + client + "?client_id=" + client, ""),
                        Message.get("/orders/" + client, "X-API-Key: " + client + "\r\n")));
        Stream<Message> others = Stream.of(
                Message.post("/orders", "text/plain", "one of these"), Message.get("/", "X-API-Key: " + POOR + "\r\n"));
        return Stream.concat(rich, others).toList();
    }
}

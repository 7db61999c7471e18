package dev.sluice.gateway.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two backends that note every request to the letter, and answer what they are told to. */
final class RecordingBackends implements AutoCloseable {

    /** An answer that never comes. */
    static final Message SILENCE = Message.of("");

    /** The end of the connection instead of an answer. */
    static final Message END = Message.of("", "Connection: close");

    private final List<ServerSocket> servers = new ArrayList<>();
    private final List<Message> requests = new ArrayList<>();
    private List<Message> answers = List.of(SILENCE);

    RecordingBackends() {
        for (String name : List.of("one", "two")) {
            try {
                ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                servers.add(server);
                daemon(name, () -> accept(server));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    int port(int index) {
        return servers.get(index).getLocalPort();
    }

    /** From now on the first request gets the first of these, and so on; all after the last get the last. */
    synchronized void answer(List<Message> inThisOrder) {
        answers = inThisOrder;
        requests.clear();
    }

    /** What has come since then; the first line is preceded by the port that it came to. */
    synchronized List<Message> requests() {
        return List.copyOf(requests);
    }

    private synchronized Message record(int port, Message request) {
        requests.add(new Message("127.0.0.1:" + port + " " + request.start(), request.headers(), request.body()));
        return answers.get(Math.min(requests.size(), answers.size()) - 1);
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                daemon("connection", () -> serve(connection));
            } catch (IOException e) {
                // the server has been closed, or will be asked once more
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            MessageReader reader = new MessageReader(connection.getInputStream());
            for (Optional<Message> next = reader.request(); next.isPresent(); next = reader.request()) {
                Message answer = record(connection.getLocalPort(), next.get());
                if (!answer.start().isEmpty()) {
                    boolean head = next.get().start().startsWith("HEAD ");
                    String bytes = head ? answer.head() : answer.wire();
                    connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                }
                if (answer.values("Connection").anyMatch("close"::equalsIgnoreCase)) {
                    return;
                }
            }
        } catch (IOException e) {
            // that connection is over; the gateway will open another one
        }
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, "recording-backend-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        for (ServerSocket server : servers) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package dev.sluice.gateway.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sends one request after the other, to each port on a connection that it keeps.
 *
 * <p>A client that leaves as soon as it has the answer can be gone before a server has seen the end of the exchange. A stock gateway
 * then closes its connection to the backend, and sometimes when another request has just been given it.
 */
final class Client implements AutoCloseable {

    static final int TIMEOUT_MILLIS = 10_000;

    private final Map<Integer, Connection> connections = new HashMap<>();

    /** The answer of the server that listens there. */
    Message send(int port, Message request) {
        try {
            Connection connection = connection(port);
            connection.socket.getOutputStream().write(request.wire().getBytes(StandardCharsets.ISO_8859_1));
            Message answer = connection.reader.answer(!request.start().startsWith("HEAD "));
            if (mayGoOn(request, answer)) {
                connections.put(port, connection);
            } else {
                connection.socket.close();
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + request, e);
        }
    }

    /** The one that was kept, or another; whoever takes it puts it back, if it can be used again. */
    private Connection connection(int port) throws IOException {
        Connection kept = connections.remove(port);
        if (kept != null) {
            return kept;
        }
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return new Connection(socket, new MessageReader(socket.getInputStream()));
    }

    /** Whether the exchange leaves the connection open, and its end is known. */
    private static boolean mayGoOn(Message request, Message answer) {
        boolean closes = Stream.of(request, answer)
                .flatMap(message -> message.values("Connection"))
                .anyMatch("close"::equalsIgnoreCase);
        return !closes
                && request.start().endsWith(" HTTP/1.1")
                && answer.start().matches("HTTP/1\\.1 [2-5].*")
                && (answer.has("Content-Length") || answer.has("Transfer-Encoding"));
    }

    @Override
    public void close() {
        try {
            for (Connection connection : connections.values()) {
                connection.socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has one reader for all its answers, so that what comes behind the end of one is always taken for the next. */
    private record Connection(Socket socket, MessageReader reader) {}
}

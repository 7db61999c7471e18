package dev.sluice.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A backend that reads the head of a request, answers with these bytes, whatever they are, and closes the connection. */
final class RawBackend implements AutoCloseable {

    private final ServerSocket server;
    private final byte[] answer;
    private final CountDownLatch cut;
    private final List<String> requestLines = new CopyOnWriteArrayList<>();

    /** Cuts the connection as soon as it has answered. */
    RawBackend(String answer) {
        this(answer, new CountDownLatch(0));
    }

    /** Cuts the connection when it has answered and is told to. */
    RawBackend(String answer, CountDownLatch cut) {
        this.cut = cut;
        try {
            this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
        Thread thread = new Thread(this::serve, "raw-backend");
        thread.setDaemon(true);
        thread.start();
    }

    String uri() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** The first lines of all requests so far. */
    List<String> requestLines() {
        return List.copyOf(requestLines);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                readHead(connection);
                connection.getOutputStream().write(answer);
                connection.getOutputStream().flush();
                cut.await();
            } catch (IOException | InterruptedException e) {
                // that connection is over; the next may be better
            }
        }
    }

    private void readHead(Socket connection) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        String line = reader.readLine();
        if (line != null) {
            requestLines.add(line);
        }
        while (line != null && !line.isEmpty()) {
            line = reader.readLine();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

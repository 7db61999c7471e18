package dev.sluice.gateway.training;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Locale;

/** A connection to a gateway on this machine that is kept from request to request. */
final class Connection implements AutoCloseable {

    private static final String CONTENT_LENGTH = "content-length:";

    /** Of a gateway that is being trained on a slow machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Socket socket;
    private final InputStream answers;
    private final StringBuilder line = new StringBuilder();

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        answers = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends a request, reads the answer, which says how long it is, and tells its status. */
    int exchange(Message message) throws IOException {
        socket.getOutputStream().write(message.bytes());
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        long length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(CONTENT_LENGTH)) {
                length =
                        Long.parseLong(header.substring(CONTENT_LENGTH.length()).strip());
            }
        }
        answers.skipNBytes(length);
        return status;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String line() throws IOException {
        line.setLength(0);
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) {
                throw new EOFException("the gateway has closed the connection");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}

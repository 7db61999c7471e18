package dev.sluice.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A connection that sends whatever bytes it likes. */
final class RawClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int BUFFER_SIZE = 65_536;

    private final Socket socket;

    RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        waitFor(TIMEOUT_MILLIS);
    }

    RawClient send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes up to and with this text. */
    String readUntil(String end) {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = next();
            if (next < 0) {
                throw new AssertionError("closed after: " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    /** What comes until the other side closes the connection. */
    String readAll() {
        StringBuilder text = new StringBuilder();
        for (int next = next(); next >= 0; next = next()) {
            text.append((char) next);
        }
        return text.toString();
    }

    /** Passes over so many bytes. */
    void skip(int bytes) {
        try {
            socket.getInputStream().skipNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What comes until the connection ends, in whichever way. */
    Ending end() {
        StringBuilder text = new StringBuilder();
        byte[] buffer = new byte[BUFFER_SIZE];
        try {
            for (int read = socket.getInputStream().read(buffer);
                    read >= 0;
                    read = socket.getInputStream().read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
            return new Ending(text.toString(), false);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open after: " + text, e);
        } catch (IOException e) {
            return new Ending(text.toString(), true);
        }
    }

    /**
     * The end of a connection.
     *
     * @param text what came before it
     * @param broken whether it was an RST, by which even a client sees it that reads until the end
     */
    record Ending(String text, boolean broken) {}

    /** Whether nothing comes, and nothing ends, for so long. */
    boolean isSilentFor(Duration time) {
        try {
            waitFor((int) time.toMillis());
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            waitFor(TIMEOUT_MILLIS);
        }
    }

    private void waitFor(int millis) {
        try {
            socket.setSoTimeout(millis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a byte has come that was not read yet. */
    boolean hasAnswer() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int next() {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

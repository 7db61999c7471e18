package dev.sluice.gateway.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends one request on a connection of its own. */
final class Client {

    static final int TIMEOUT_MILLIS = 10_000;

    private Client() {}

    static Message send(int port, Message request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request.wire().getBytes(StandardCharsets.ISO_8859_1));
            return new MessageReader(socket.getInputStream())
                    .answer(!request.start().startsWith("HEAD "));
        } catch (IOException e) {
            throw new UncheckedIOException("no answer to " + request, e);
        }
    }
}

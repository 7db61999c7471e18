package dev.sluice.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A port that is taken, so that nobody else opens it, and refuses every connection, since nobody listens. */
final class RefusingBackend implements AutoCloseable {

    private final Socket bound = new Socket();

    RefusingBackend() {
        try {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String authority() {
        return "127.0.0.1:" + bound.getLocalPort();
    }

    String uri() {
        return "http://" + authority();
    }

    @Override
    public void close() throws IOException {
        bound.close();
    }
}

package dev.sluice.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that is frozen: nobody accepts, the kernel's queue is full, and whoever connects now hears nothing, like behind
 * a firewall.
 */
final class UnreachableBackend implements AutoCloseable {

    private static final int SHORTEST_BACKLOG = 1;
    private static final int UNANSWERED_MILLIS = 300;

    private final ServerSocket server;
    private final List<Socket> queued = new ArrayList<>();

    UnreachableBackend() {
        try {
            server = new ServerSocket(0, SHORTEST_BACKLOG, InetAddress.getLoopbackAddress());
            while (isQueued()) {
                // until one is not
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String authority() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    String uri() {
        return "http://" + authority();
    }

    private boolean isQueued() throws IOException {
        Socket socket = new Socket();
        queued.add(socket);
        try {
            socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), UNANSWERED_MILLIS);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : queued) {
            socket.close();
        }
    }
}

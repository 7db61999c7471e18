package dev.sluice.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A free port that listens or refuses, as often as it is told; while it refuses, nobody else gets it.
 *
 * <p>What refuses is a socket that is bound and does not listen.
 */
final class Port implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int BACKLOG = 1_024;

    private final Object lock = new Object();
    private final Visitor visitor;
    private final int number;
    private AutoCloseable taken;
    private Thread listener;

    Port(Visitor visitor) {
        this.visitor = visitor;
        try {
            ServerSocket server = new ServerSocket(0, BACKLOG, LOOPBACK);
            this.number = server.getLocalPort();
            this.taken = server;
            this.listener = listen(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int number() {
        return number;
    }

    void open() {
        synchronized (lock) {
            release();
            try {
                ServerSocket server = new ServerSocket(number, BACKLOG, LOOPBACK);
                taken = server;
                listener = listen(server);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void refuse() {
        synchronized (lock) {
            release();
            try {
                Socket bound = new Socket();
                bound.setReuseAddress(true);
                bound.bind(new InetSocketAddress(LOOPBACK, number));
                taken = bound;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            release();
        }
    }

    /** The port is free when nobody is in the middle of an accept any more. */
    private void release() {
        try {
            taken.close();
            listener.join();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Thread listen(ServerSocket server) {
        return Background.start(() -> {
            while (!server.isClosed()) {
                visitor.visit(server.accept());
            }
        });
    }

    /** Who takes the connections, and does not block. */
    @FunctionalInterface
    interface Visitor {

        void visit(Socket connection) throws IOException;
    }
}

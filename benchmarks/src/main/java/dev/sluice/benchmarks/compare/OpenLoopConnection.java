package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A connection that has one request under way, or none. */
final class OpenLoopConnection {

    private static final int BUFFER = 16 << 10;

    private final int port;
    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final AnswerReader reader = new AnswerReader();
    private long due;
    private boolean underWay;

    OpenLoopConnection(int port, Selector selector) throws IOException {
        this.port = port;
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** As any of the clients, like {@code load.lua}; due at an instant of {@link System#nanoTime}. */
    void ask(long instant, Random random) throws IOException {
        due = instant;
        underWay = true;
        buffer.clear()
                .put(
                        "GET /?client_id=%s-%d HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: compare/1.0\r\nAccept: application/json, text/plain\r\n\r\n"
                                .formatted(Load.CLIENT, random.nextInt(Load.CLIENTS), port)
                                .getBytes(StandardCharsets.ISO_8859_1))
                .flip();
        if (channel.write(buffer) < buffer.limit()) {
            throw new IOException("So short a request does not fit");
        }
    }

    /** Whether an answer is due, so that nothing but that may come. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Reads what has come; whether that was the end of the answer. */
    boolean answered() {
        try {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new IOException("Closed by the contender on port " + port);
            }
            underWay = !reader.read(buffer.flip());
            return !underWay;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int status() {
        return reader.status();
    }

    long due() {
        return due;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

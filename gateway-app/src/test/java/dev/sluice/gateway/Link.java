package dev.sluice.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One connection from the gateway, and the one to the backend behind it, which is opened when something is passed on. */
final class Link implements AutoCloseable {

    private static final int BUFFER_SIZE = 16_384;
    private static final int HEAD_END = 0x0D0A0D0A;

    private final Socket gateway;
    private final @Nullable InetSocketAddress backendAddress;
    private final RequestCount requests;
    private final AtomicReference<@Nullable Fault> atNextRequest = new AtomicReference<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Socket backend;
    private volatile boolean answered;

    Link(Socket gateway, @Nullable InetSocketAddress backendAddress, RequestCount requests) {
        this.gateway = gateway;
        this.backendAddress = backendAddress;
        this.requests = requests;
    }

    /** Both ways, until one side ends. */
    void pass() throws IOException {
        pass(Long.MAX_VALUE);
    }

    /** Both ways, until this many more bytes of the answer have been passed on; whether there may be more. */
    boolean pass(long bytes) throws IOException {
        Socket source = backend();
        byte[] buffer = new byte[BUFFER_SIZE];
        long left = bytes;
        while (left > 0) {
            int read = source.getInputStream().read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                return false;
            }
            answered = true;
            gateway.getOutputStream().write(buffer, 0, read);
            left -= read;
        }
        return true;
    }

    void atNextRequest(Fault end) {
        atNextRequest.set(end);
    }

    void take(long bytes) throws IOException {
        byte[] buffer = new byte[BUFFER_SIZE];
        for (long left = bytes; left > 0; ) {
            left -= read(buffer, (int) Math.min(left, buffer.length));
        }
    }

    void takeHead() throws IOException {
        byte[] one = new byte[1];
        for (int last = 0; last != HEAD_END; last = (last << Byte.SIZE) | Byte.toUnsignedInt(one[0])) {
            read(one, 1);
        }
    }

    void say(String bytes) throws IOException {
        gateway.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    void hold() throws InterruptedException {
        closed.await();
    }

    /** One that has ended meanwhile is as good as reset. */
    void reset() throws IOException {
        try {
            gateway.setSoLinger(true, 0);
            gateway.close();
        } catch (SocketException e) {
            // it is closed
        }
        close();
    }

    /** A FIN, since nothing is left unread: what the kernel still held would make it an RST. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        if (!gateway.isClosed()) {
            gateway.getInputStream().skipNBytes(gateway.getInputStream().available());
            gateway.close();
        }
        Socket behind = backend;
        if (behind != null) {
            behind.close();
        }
    }

    private int read(byte[] buffer, int bytes) throws IOException {
        int read = gateway.getInputStream().read(buffer, 0, bytes);
        if (read < 0) {
            throw new IOException("the gateway has closed the connection");
        }
        requests.read(buffer, read);
        return read;
    }

    private Socket backend() throws IOException {
        Socket opened = backend;
        if (opened == null) {
            if (backendAddress == null) {
                throw new IllegalStateException("there is no backend behind this proxy");
            }
            Socket target = new Socket(backendAddress.getAddress(), backendAddress.getPort());
            backend = target;
            Background.start(() -> upload(target));
            opened = target;
        }
        return opened;
    }

    private void upload(Socket target) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER_SIZE];
        try (target) {
            for (int read = gateway.getInputStream().read(buffer);
                    read >= 0;
                    read = gateway.getInputStream().read(buffer)) {
                Fault end = answered ? atNextRequest.get() : null;
                if (end != null) {
                    end.befall(this);
                    return;
                }
                requests.read(buffer, read);
                target.getOutputStream().write(buffer, 0, read);
            }
        }
    }
}

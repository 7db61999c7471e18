package dev.sluice.tokenbucket.redis;

import dev.sluice.tokenbucket.server.FreePort;
import dev.sluice.tokenbucket.server.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** A server from embedded binaries, as a process of this machine. */
final class EmbeddedRedis implements RedisServer {

    private static final int ATTEMPTS = 300;
    private static final long PAUSE_NANOS = 50_000_000;
    private static final int TIMEOUT_MILLIS = 500;

    private final Path directory;
    private final int port;
    private final String program;
    private Process process;

    private EmbeddedRedis(Path directory, int port, String program) throws IOException {
        this.directory = directory;
        this.port = port;
        this.program = program;
        this.process = run();
    }

    static RedisServer started() {
        try {
            Path directory = Files.createTempDirectory("redis");
            String program = ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .getAbsolutePath();
            return new EmbeddedRedis(directory, FreePort.find(), program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps nothing on disk. */
    private Process run() throws IOException {
        Process started = new ProcessBuilder(
                        program,
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--dir",
                        "" + directory)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        for (int i = 1; !answers(); i++) {
            if (i == ATTEMPTS || !started.isAlive()) {
                throw new AssertionError(Files.readString(directory.resolve("redis.log")));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return started;
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void freeze() {
        signal("STOP");
    }

    @Override
    public void thaw() {
        signal("CONT");
    }

    @Override
    public void stop() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void restart() {
        try {
            process = run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void signal(String name) {
        Signal.send(name, Stream.of(process.toHandle()));
    }
}

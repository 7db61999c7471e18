package dev.sluice.tokenbucket.redis;

import dev.sluice.tokenbucket.server.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/** The program that Maven brings, as a process of this machine that is configured by a file of its own. */
final class RedisProcess implements RedisServer {

    private static final int ATTEMPTS = 300;
    private static final long PAUSE_NANOS = 50_000_000;

    private final Path directory;
    private final int port;
    private final List<String> command;
    private Process process;

    private RedisProcess(Path directory, int port, List<String> command) throws IOException {
        this.directory = directory;
        this.port = port;
        this.command = command;
        this.process = run();
    }

    /** A server that keeps nothing on disk, with further lines of configuration. */
    static RedisProcess server(int port, String... configuration) {
        return started(port, "redis.conf", Stream.concat(Stream.of("save \"\""), Stream.of(configuration)));
    }

    /** One that watches servers and replaces them, with lines of configuration that say which. */
    static RedisProcess sentinel(int port, String... configuration) {
        return started(port, "sentinel.conf", Stream.of(configuration), "--sentinel");
    }

    private static RedisProcess started(int port, String file, Stream<String> configuration, String... options) {
        try {
            Path directory = Files.createTempDirectory("redis");
            String program = ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .getAbsolutePath();
            Stream<String> place = Stream.of("port " + port, "bind 127.0.0.1", "dir " + directory);
            Path configured = Files.write(
                    directory.resolve(file), Stream.concat(place, configuration).toList());
            return new RedisProcess(
                    directory,
                    port,
                    Stream.concat(Stream.of(program, "" + configured), Stream.of(options))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process run() throws IOException {
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        for (int i = 1; !Ping.isAnswered(port); i++) {
            if (i == ATTEMPTS || !started.isAlive()) {
                throw new AssertionError(Files.readString(directory.resolve("redis.log")));
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return started;
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

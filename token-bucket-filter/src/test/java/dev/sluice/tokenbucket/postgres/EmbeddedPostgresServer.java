package dev.sluice.tokenbucket.postgres;

import dev.sluice.tokenbucket.server.FreePort;
import dev.sluice.tokenbucket.server.Signal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server from embedded binaries, as processes of this machine. */
final class EmbeddedPostgresServer implements PostgresServer {

    private final Path directory;
    private final EmbeddedPostgres server;
    private List<String> command = List.of();

    private EmbeddedPostgresServer(Path directory, EmbeddedPostgres server) {
        this.directory = directory;
        this.server = server;
    }

    static PostgresServer started() {
        try {
            Path directory = Files.createTempDirectory("postgres");
            return new EmbeddedPostgresServer(
                    directory,
                    EmbeddedPostgres.builder()
                            .setPort(FreePort.find())
                            .setOverrideWorkingDirectory(
                                    directory.resolve("binaries").toFile())
                            .setDataDirectory(directory.resolve("data"))
                            .setServerConfig("max_connections", "200")
                            .setServerConfig("synchronous_commit", "on")
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return "postgres";
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
        command = command(postmaster());
        signal("STOP");
        List<ProcessHandle> processes = Stream.concat(
                        Stream.of(postmaster()), postmaster().descendants())
                .toList();
        Signal.send("KILL", processes.stream());
        processes.forEach(process -> process.onExit().join());
    }

    /** By the same command; the embedding library would not take its directory again. */
    @Override
    public void restart() {
        try {
            Files.delete(data().resolve("postmaster.pid"));
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("restart.log").toFile())
                    .start();
            NewDatabase.awaitConnection(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Root must not run it, so it runs in a user namespace of its own. */
    private static List<String> command(ProcessHandle process) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(process.info().command().orElseThrow());
        command.addAll(List.of(process.info().arguments().orElseThrow()));
        return command;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** The postmaster first, so that it starts no more processes, then those that it has started. */
    private void signal(String name) {
        ProcessHandle postmaster = postmaster();
        Signal.send(name, Stream.of(postmaster));
        Signal.send(name, postmaster.descendants());
    }

    private ProcessHandle postmaster() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(data().resolve("postmaster.pid")).get(0));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

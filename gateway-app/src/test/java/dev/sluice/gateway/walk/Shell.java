package dev.sluice.gateway.walk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A session of bash: commands run one after the other, in the same directory, with the same variables. */
final class Shell implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 120;
    private static final String DONE = "### done ###";

    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    private Shell(Process process) {
        this.process = process;
        this.input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "output of bash");
        reader.setDaemon(true);
        reader.start();
    }

    static Shell in(Path directory, String path) {
        try {
            // On a terminal curl draws no progress either.
            Files.writeString(directory.resolve(".curlrc"), "no-progress-meter\n");
            ProcessBuilder bash = new ProcessBuilder("bash", "--norc", "--noprofile")
                    .directory(directory.toFile())
                    .redirectErrorStream(true);
            bash.environment().putAll(Map.of("CURL_HOME", directory.toString(), "LC_ALL", "C.UTF-8", "PATH", path));
            return new Shell(bash.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command and answers the lines that it printed. */
    List<String> run(String command) {
        try {
            input.write(command + "\necho; echo '" + DONE + "'\n");
            input.flush();
            List<String> lines = new ArrayList<>();
            for (String line = next(command); !line.equals(DONE); line = next(command)) {
                lines.add(line.replace("\r", ""));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String next(String command) {
        try {
            String line = output.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("still runs: " + command);
            }
            return line;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
            }
        } catch (IOException e) {
            output.add(e.toString());
        }
    }
}

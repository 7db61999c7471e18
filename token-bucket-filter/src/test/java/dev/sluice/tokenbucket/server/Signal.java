package dev.sluice.tokenbucket.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A signal to processes. */
public final class Signal {

    private Signal() {}

    /** Sends a signal, by its name without SIG. */
    public static void send(String name, Stream<ProcessHandle> processes) {
        List<String> kill = new ArrayList<>(List.of("kill", "-" + name));
        processes.map(process -> Long.toString(process.pid())).forEach(kill::add);
        try {
            new ProcessBuilder(kill).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

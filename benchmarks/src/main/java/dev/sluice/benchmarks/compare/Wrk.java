package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The load generator wrk: it asks again as soon as it has an answer, on every connection. */
final class Wrk {

    private static final int THREADS = 2;

    private Wrk() {}

    static WrkResult run(int port, Load load, int seconds) throws IOException, InterruptedException {
        Path script = Files.createTempFile("load", ".lua");
        script.toFile().deleteOnExit();
        try {
            Files.writeString(script, Laboratory.resource("load.lua"));
            List<String> command = new ArrayList<>(List.of(
                    "wrk",
                    // It takes no more threads than connections.
                    "-t" + Math.min(THREADS, load.connections()),
                    "-c" + load.connections(),
                    "-d" + seconds + "s",
                    "-s",
                    script.toString(),
                    "http://127.0.0.1:" + port,
                    "--"));
            command.addAll(load.wrkArguments());
            String output = Programs.output(command.toArray(String[]::new));
            WrkResult result = WrkResult.parse(output);
            if (result.broken() > 0) {
                // Which kind of failure it was is not in the tables.
                System.out.println(output);
            }
            return result;
        } finally {
            Files.delete(script);
        }
    }
}

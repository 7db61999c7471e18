package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.util.stream.Stream;

/** What everybody does for one client, and for very many at once. */
final class ConnectionsSuite implements Suite {

    @Override
    public String name() {
        return "connections";
    }

    @Override
    public Section run(Bench bench) throws IOException, InterruptedException {
        return LoadSection.of(
                name(),
                "Small answers, few and many connections",
                "1, 64 and 1,000 connections. With one, the wait is all there is: the throughput is the latency's other face.",
                bench.compare(Stream.of(1, Load.CONNECTIONS, 1_000)
                        .map(connections -> Load.of("/", connections))
                        .toList()),
                load -> load.connections() + (load.connections() == 1 ? "-connection" : "-connections"));
    }
}

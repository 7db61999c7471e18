package dev.sluice.benchmarks.compare;

import java.util.List;

/**
 * A proxy that runs.
 *
 * @param jvm whether it has to be warm before it shows what it can do
 * @param server whose processor time counts
 * @param besides servers that work for it alone, whose processor time is told beside its own
 */
record Contender(String name, boolean jvm, Server server, List<Server> besides) {

    static Contender program(String name, Server server) {
        return new Contender(name, false, server, List.of());
    }

    static Contender java(String name, Server server) {
        return new Contender(name, true, server, List.of());
    }

    int port() {
        return Ports.of(name);
    }
}

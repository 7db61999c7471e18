package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.util.List;

/** A question to all contenders. */
interface Suite {

    static List<Suite> all() {
        return List.of(
                new MainSuite(), new BodiesSuite(), new ConnectionsSuite(), new RefusalsSuite(), new LatencySuite());
    }

    /** Throws {@link ComplaintException} if there is none of that name. */
    static Suite named(String name) {
        return all().stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ComplaintException("There is no suite " + name + ", but "
                        + String.join(", ", all().stream().map(Suite::name).toList()) + " and all"));
    }

    /** By which it is asked for. */
    String name();

    Section run(Bench bench) throws IOException, InterruptedException;
}

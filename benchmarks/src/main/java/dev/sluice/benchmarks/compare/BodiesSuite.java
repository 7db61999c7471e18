package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.util.stream.Stream;

/** What everybody does with answers that are not small. */
final class BodiesSuite implements Suite {

    @Override
    public String name() {
        return "bodies";
    }

    @Override
    public Section run(Bench bench) throws IOException, InterruptedException {
        return LoadSection.of(
                name(),
                "Larger answers, 64 connections",
                "Files of 1 KB, 64 KB and 1 MB.",
                bench.compare(Stream.of("/1k", "/64k", "/1m")
                        .map(path -> Load.of(path, Load.CONNECTIONS))
                        .toList()),
                load -> load.path().substring(1));
    }
}

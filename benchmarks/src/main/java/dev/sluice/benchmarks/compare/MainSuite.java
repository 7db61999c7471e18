package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.util.List;

/** What everybody does with small answers, as fast as it can. */
final class MainSuite implements Suite {

    @Override
    public String name() {
        return "main";
    }

    @Override
    public Section run(Bench bench) throws IOException, InterruptedException {
        return LoadSection.of(
                name(),
                "Small answers, 64 connections",
                "As fast as each can: 51 bytes, and any of 10,000 clients at random.",
                bench.compare(List.of(Load.main())),
                load -> "");
    }
}

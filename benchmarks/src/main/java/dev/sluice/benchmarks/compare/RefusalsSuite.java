package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a refusal costs whoever can refuse: an attacker pays for the request, the gateway for the answer. */
final class RefusalsSuite implements Suite {

    @Override
    public String name() {
        return "refusals";
    }

    @Override
    public Section run(Bench bench) throws IOException, InterruptedException {
        Map<Load, Comparison> comparisons = bench.compare(
                bench.among(
                        Contenders.NGINX,
                        Contenders.HAPROXY,
                        Contenders.STOCK_REDIS,
                        Contenders.SLUICE,
                        Contenders.SLUICE_LOG),
                List.of(Load.main(), Load.refused()));
        Comparison proxied = Objects.requireNonNull(comparisons.get(Load.main()));
        Comparison refused = Objects.requireNonNull(comparisons.get(Load.refused()));
        Table table = Table.of(
                "contender",
                "refusals/s",
                "p50, ms",
                "p99, ms",
                "CPU s/1,000 refusals",
                "CPU s/1,000 proxied",
                "refused ÷ proxied",
                "not refused");
        for (String name : refused.names()) {
            refused.of(name)
                    .ifPresent(
                            refusal -> proxied.of(name).ifPresent(success -> table.add(row(name, refusal, success))));
        }
        return new Section(
                "Refusals, 64 connections",
                "A client without a token asks on and on, and gets 429; beside it what a proxied request costs the same contender.",
                List.of(table),
                List.of(BarPlot.of(name(), "Refusals", refused)));
    }

    private static List<String> row(String name, Measurement refusal, Measurement success) {
        return List.of(
                name,
                Numbers.count(refusal.perSecond()),
                Numbers.millis(refusal.p50()),
                Numbers.millis(refusal.p99()),
                Numbers.cpu(refusal.cpu()),
                Numbers.cpu(success.cpu()),
                Numbers.ratio(refusal.cpu() / success.cpu()),
                Numbers.count(refusal.requests() - refusal.refused() + refusal.broken()));
    }
}

package dev.sluice.benchmarks.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How long answers take at a load that each contender can bear, and at one that is the same for Sluice and the bare proxy. */
final class LatencySuite implements Suite {

    private static final List<Integer> PERCENT_OF_MAXIMUM = List.of(25, 50, 75);

    /** In milliseconds: what is asked is whether Sluice takes one more than the bare proxy. */
    private static final double TOLERABLY_LATE = 1;

    private static final String HALF = "50 %";

    /** Each of them is also asked at half of the other's maximum. */
    private static final List<String> FACING = List.of(Contenders.BARE, Contenders.SLUICE);

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Section run(Bench bench) throws IOException, InterruptedException {
        Comparison maxima =
                Objects.requireNonNull(bench.compare(List.of(Load.main())).get(Load.main()));
        Map<String, Map<String, List<LatencyResult>>> turns = new LinkedHashMap<>();
        // The generator has to be warm as well.
        for (Contender contender : bench.contenders()) {
            OpenLoop.run(
                    contender,
                    maxima.of(contender.name()).orElseThrow().perSecond() / 2,
                    bench.options().warmUp() / 2);
        }
        for (int round = 0; round < bench.options().rounds(); round++) {
            for (Contender contender : Rotation.order(bench.contenders(), round)) {
                for (Map.Entry<String, Double> rate :
                        rates(contender.name(), maxima).entrySet()) {
                    LatencyResult result = OpenLoop.run(
                            contender, rate.getValue(), bench.options().seconds());
                    System.out.printf("round %d  %-11s %-22s %s%n", round + 1, contender.name(), rate.getKey(), result);
                    turns.computeIfAbsent(contender.name(), name -> new LinkedHashMap<>())
                            .computeIfAbsent(rate.getKey(), percent -> new ArrayList<>())
                            .add(result);
                }
            }
        }
        return section(bench.contenders().stream().map(Contender::name).toList(), medians(turns));
    }

    /** By what they are called; the highest comes last, since who was asked for too much may need a while to recover. */
    private static Map<String, Double> rates(String contender, Comparison maxima) {
        Map<String, Double> rates = new TreeMap<>();
        double maximum = maxima.of(contender).orElseThrow().perSecond();
        PERCENT_OF_MAXIMUM.forEach(percent -> rates.put(percent + " %", maximum * percent / 100));
        if (FACING.contains(contender)) {
            FACING.stream()
                    .filter(other -> !other.equals(contender))
                    .forEach(other -> maxima.of(other).ifPresent(of -> rates.put(halfOf(other), of.perSecond() / 2)));
        }
        Map<String, Double> ascending = new LinkedHashMap<>();
        rates.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(rate -> ascending.put(rate.getKey(), rate.getValue()));
        return ascending;
    }

    private static String halfOf(String other) {
        return "half of " + other + "'s";
    }

    private static Map<String, Map<String, LatencyResult>> medians(
            Map<String, Map<String, List<LatencyResult>>> turns) {
        Map<String, Map<String, LatencyResult>> medians = new LinkedHashMap<>();
        turns.forEach((name, ofContender) -> {
            Map<String, LatencyResult> ofRates = new LinkedHashMap<>();
            ofContender.forEach((rate, results) -> ofRates.put(rate, LatencyResult.median(results)));
            medians.put(name, ofRates);
        });
        return medians;
    }

    private Section section(List<String> names, Map<String, Map<String, LatencyResult>> medians) {
        Table table = Table.of(
                "contender",
                "of its maximum",
                "asked/s",
                "answered/s",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "late p99",
                "CPU s/1,000",
                "errors");
        Map<String, List<LatencyResult>> curves = new LinkedHashMap<>();
        for (String name : names) {
            Map<String, LatencyResult> ofContender = Objects.requireNonNull(medians.get(name));
            ofContender.forEach((rate, result) -> table.add(row(name, rate, result)));
            curves.put(
                    name,
                    PERCENT_OF_MAXIMUM.stream()
                            .flatMap(percent -> Stream.ofNullable(ofContender.get(percent + " %")))
                            .toList());
        }
        return new Section(
                "Latency at a given rate",
                """
                Requests come at random instants at a fixed rate, whether or not earlier ones are answered; milliseconds from when a request
                was due to the last byte of its answer. The maximum is what wrk gets over 64 connections. "late" is the generator's own part.
                """ + verdict(medians),
                List.of(table),
                List.of(CurvePlot.of(name(), "p99 at 25, 50 and 75 % of each contender's maximum", curves)));
    }

    private static String verdict(Map<String, Map<String, LatencyResult>> medians) {
        Map<String, LatencyResult> bare = medians.getOrDefault(Contenders.BARE, Map.of());
        Map<String, LatencyResult> sluice = medians.getOrDefault(Contenders.SLUICE, Map.of());
        return verdict(Contenders.BARE, bare.get(HALF), sluice.get(halfOf(Contenders.BARE)))
                + verdict(Contenders.SLUICE, bare.get(halfOf(Contenders.SLUICE)), sluice.get(HALF));
    }

    private static String verdict(String whose, @Nullable LatencyResult bare, @Nullable LatencyResult sluice) {
        if (bare == null || sluice == null) {
            return "";
        }
        double late = Math.max(bare.late(), sluice.late());
        return "\nAt half of the maximum of `%s`, %s a second, the p99 of `bare` is %s ms, that of `sluice` %s ms: **%+.2f ms**.%s%s\n"
                .formatted(
                        whose,
                        Numbers.count(bare.asked()),
                        Numbers.millis(bare.p99()),
                        Numbers.millis(sluice.p99()),
                        sluice.p99() - bare.p99(),
                        sluice.keptUp() ? "" : " That is more than `sluice` can bear.",
                        late < TOLERABLY_LATE
                                ? ""
                                : " The generator itself was late by " + Numbers.millis(late)
                                        + " ms: not to be trusted.");
    }

    private static List<String> row(String name, String rate, LatencyResult result) {
        return List.of(
                name,
                rate,
                Numbers.count(result.asked()),
                Numbers.count(result.achieved()),
                Numbers.millis(result.p50()),
                Numbers.millis(result.p90()),
                Numbers.millis(result.p99()),
                Numbers.millis(result.p999()),
                Numbers.millis(result.late()),
                Numbers.cpu(result.cpu()),
                Numbers.count(result.errors()));
    }
}

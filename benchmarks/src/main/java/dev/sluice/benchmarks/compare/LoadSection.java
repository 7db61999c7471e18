package dev.sluice.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A section about one or several loads of the kind that has no rate: a table of figures, one of ratios and a plot for each. */
final class LoadSection {

    private static final List<String> YARDSTICKS =
            List.of(Contenders.BARE, Contenders.STOCK, Contenders.STOCK_REDIS, Contenders.GO);

    private LoadSection() {}

    static Section of(
            String name,
            String title,
            String explanation,
            Map<Load, Comparison> comparisons,
            Function<Load, String> nameOfLoad) {
        List<Table> tables = new ArrayList<>();
        List<Plot> plots = new ArrayList<>();
        comparisons.forEach((load, comparison) -> {
            String label = nameOfLoad.apply(load);
            tables.add(figures(comparison).titled(label.replace('-', ' ')));
            tables.add(ratios(comparison));
            plots.add(BarPlot.of(
                    label.isEmpty() ? name : name + "-" + label.toLowerCase(Locale.ROOT),
                    label.isEmpty() ? title : title + ": " + label.replace('-', ' '),
                    comparison));
        });
        return new Section(title, explanation, tables, plots);
    }

    private static Table figures(Comparison comparison) {
        Table table = Table.of("contender", "requests/s", "p50, ms", "p99, ms", "CPU s/1,000", "errors");
        for (String name : comparison.names()) {
            comparison.of(name).ifPresent(median -> {
                table.add(List.of(
                        name,
                        Numbers.count(median.perSecond()),
                        Numbers.millis(median.p50()),
                        Numbers.millis(median.p99()),
                        Numbers.cpu(median.cpu()) + (median.besides() > 0 ? " + " + Numbers.cpu(median.besides()) : ""),
                        Numbers.count(median.errors())));
            });
        }
        return table;
    }

    private static Table ratios(Comparison comparison) {
        List<String> yardsticks =
                YARDSTICKS.stream().filter(comparison.names()::contains).toList();
        List<String> head = new ArrayList<>(List.of("as a multiple of"));
        yardsticks.forEach(other -> head.add(other + ": requests/s"));
        yardsticks.forEach(other -> head.add(other + ": CPU"));
        Table table = Table.of(head.toArray(String[]::new));
        for (String name : comparison.names()) {
            List<String> row = new ArrayList<>(List.of(name));
            for (Comparison.Figure figure : Comparison.Figure.values()) {
                for (String other : yardsticks) {
                    Optional<Double> ratio = comparison.ratio(name, other, figure);
                    row.add(ratio.map(Numbers::ratio).orElse(""));
                }
            }
            table.add(row);
        }
        return table;
    }
}

package dev.sluice.benchmarks.compare;

import dev.sluice.benchmarks.compare.Comparison.Figure;
import java.util.List;
import java.util.function.DoubleFunction;

/** Throughput and processor time of each contender as bars, with the figure and its ratio to the bare proxy's behind. */
final class BarPlot {

    private static final double WIDTH = 760;
    private static final double TOP = 58;
    private static final double ROW = 24;
    private static final double THICKNESS = 15;
    private static final double NAMES = 88;
    private static final double PANEL = 335;
    private static final double LONGEST = 170;

    private final Comparison comparison;
    private final List<String> names;
    private final Svg svg;

    private BarPlot(String title, Comparison comparison) {
        this.comparison = comparison;
        names = List.copyOf(comparison.names());
        svg = new Svg(WIDTH, TOP + ROW * names.size() + 8, title);
        svg.text("title", 8, 20, "start", title);
    }

    static Plot of(String name, String title, Comparison comparison) {
        BarPlot plot = new BarPlot(title, comparison);
        plot.names();
        plot.panel(NAMES, "requests a second", Figure.PER_SECOND, Numbers::count);
        plot.panel(NAMES + PANEL, "seconds of CPU for 1,000 requests", Figure.CPU, Numbers::cpu);
        return new Plot(name, title, plot.svg.end());
    }

    private void names() {
        for (int i = 0; i < names.size(); i++) {
            svg.text("name", NAMES - 8, baseline(i), "end", names.get(i));
        }
    }

    private void panel(double left, String title, Figure figure, DoubleFunction<String> written) {
        svg.text("axis-title", left, TOP - 14, "start", title);
        Scale scale = Scale.linear(left, LONGEST, most(figure));
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            double value = comparison.of(name).map(figure::of).orElse(0.0);
            String ratio = comparison
                    .ratio(name, Contenders.BARE, figure)
                    .map(multiple -> ", " + Numbers.ratio(multiple) + " × bare")
                    .orElse("");
            svg.bar(kind(name), left, TOP + i * ROW, scale.at(value) - left, THICKNESS);
            svg.text("figure", scale.at(value) + 6, baseline(i), "start", written.apply(value) + ratio);
        }
    }

    /** At least a little, so that nothing is divided by zero. */
    private double most(Figure figure) {
        return names.stream()
                .flatMap(name -> comparison.of(name).stream())
                .mapToDouble(figure::of)
                .reduce(Double.MIN_NORMAL, Math::max);
    }

    private static double baseline(int row) {
        return TOP + row * ROW + THICKNESS - 3;
    }

    private static String kind(String name) {
        return name.startsWith(Contenders.SLUICE) ? "ours" : "peer";
    }
}

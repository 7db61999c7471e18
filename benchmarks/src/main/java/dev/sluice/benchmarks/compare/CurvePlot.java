package dev.sluice.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The 99th percentile of each contender's latency over the rate of requests: a line each, latencies logarithmic. */
final class CurvePlot {

    private static final double WIDTH = 760;
    private static final double HEIGHT = 400;
    private static final double LEFT = 56;
    private static final double RIGHT = 110;
    private static final double TOP = 50;
    private static final double BOTTOM = 44;

    /** Labels of lines that end at the same height would lie upon each other. */
    private static final double BETWEEN_LABELS = 14;

    private static final int COLOURS = 9;

    private final Svg svg;
    private final Scale rates;
    private final Scale latencies;
    private final List<Double> labels = new ArrayList<>();

    private CurvePlot(String title, List<LatencyResult> all) {
        svg = new Svg(WIDTH, HEIGHT, title);
        svg.text("title", 8, 20, "start", title);
        double most = all.stream().mapToDouble(LatencyResult::asked).max().orElse(1);
        double lowest = all.stream().mapToDouble(LatencyResult::p99).min().orElse(1);
        double highest = all.stream().mapToDouble(LatencyResult::p99).max().orElse(1);
        rates = Scale.linear(LEFT, WIDTH - LEFT - RIGHT, most);
        latencies = Scale.logarithmic(HEIGHT - BOTTOM, TOP + BOTTOM - HEIGHT, lowest, highest);
    }

    static Plot of(String name, String title, Map<String, List<LatencyResult>> curves) {
        CurvePlot plot = new CurvePlot(
                title, curves.values().stream().flatMap(List::stream).toList());
        plot.axes();
        int colour = 0;
        for (Map.Entry<String, List<LatencyResult>> curve : curves.entrySet()) {
            plot.curve(curve.getKey(), curve.getValue(), "c" + colour++ % COLOURS);
        }
        return new Plot(name, title, plot.svg.end());
    }

    private void axes() {
        double bottom = latencies.at(latencies.least());
        svg.line(
                "axis",
                List.of(
                        Svg.point(LEFT, latencies.at(latencies.most())),
                        Svg.point(LEFT, bottom),
                        Svg.point(rates.at(rates.most()), bottom)));
        for (double tick : latencies.ticks()) {
            svg.text("tick", LEFT - 8, latencies.at(tick) + 4, "end", milliseconds(tick));
        }
        for (double tick : rates.ticks()) {
            svg.text("tick", rates.at(tick), bottom + 18, "middle", Numbers.count(tick));
        }
        svg.text("axis-title", 8, TOP - 12, "start", "p99, ms");
        svg.text("axis-title", rates.at(rates.most()), bottom + 36, "end", "requests a second");
    }

    private void curve(String name, List<LatencyResult> points, String colour) {
        svg.line(
                colour,
                points.stream()
                        .map(result -> Svg.point(rates.at(result.asked()), latencies.at(result.p99())))
                        .toList());
        LatencyResult last = points.get(points.size() - 1);
        double y = freeHeight(latencies.at(last.p99()));
        double x = rates.at(last.asked()) + 6;
        svg.line(colour, List.of(Svg.point(x, y), Svg.point(x + 14, y)));
        svg.text("label", x + 18, y + 4, "start", name);
    }

    private double freeHeight(double wanted) {
        double height = wanted;
        while (taken(height)) {
            height += BETWEEN_LABELS;
        }
        labels.add(height);
        return height;
    }

    private boolean taken(double height) {
        return labels.stream().anyMatch(other -> Math.abs(other - height) < BETWEEN_LABELS);
    }

    private static String milliseconds(double value) {
        return value < 1 ? Double.toString(value) : Numbers.count(value);
    }
}

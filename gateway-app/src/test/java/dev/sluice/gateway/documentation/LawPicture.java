package dev.sluice.gateway.documentation;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.bucket.TokenBucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A picture of what a real bucket lets through of a demand, and of what it holds meanwhile. */
final class LawPicture {

    private static final int CAPACITY = 10;
    private static final int RATE = 2;
    private static final Limit LIMIT = Limit.of(CAPACITY, RATE);

    private static final int END = 20_000;
    private static final int BURST = 12_000;

    /** When requests come, in milliseconds: eight a second for a while, fifteen at once, then three a second to the end. */
    private static final List<Integer> DEMAND = Stream.of(
                    IntStream.range(0, 24).mapToObj(i -> i * 125),
                    IntStream.range(0, 15).mapToObj(i -> BURST),
                    IntStream.range(0, 18).mapToObj(i -> 14_000 + i * 333))
            .flatMap(times -> times)
            .toList();

    private static final double LEFT = 60;
    private static final double PIXELS_PER_MILLI = 0.033;
    private static final Scale REQUESTS = new Scale(290, 4.2);
    private static final Scale TOKENS = new Scale(430, 9);

    private final List<Integer> admitted = new ArrayList<>();
    private final List<Double> levels = new ArrayList<>();

    private LawPicture() {
        TokenBucket bucket = TokenBucket.full(LIMIT);
        for (int milli = 0; milli <= END; milli++) {
            long now = TimeUnit.MILLISECONDS.toNanos(milli);
            for (int time : DEMAND) {
                if (time == milli && bucket.tryTake(1, now).admitted()) {
                    admitted.add(milli);
                }
            }
            levels.add(bucket.level(now).nanotokens() / 1e9);
        }
    }

    static String draw() {
        return new LawPicture().svg();
    }

    private String svg() {
        return String.join(
                "\n",
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 470" role="img" font-family="sans-serif" font-size="13">
                <title>A bucket of 10 tokens that refills 2 a second: what it lets through never crosses 10 + 2 T, from wherever T is counted</title>
                <style>
                  text { fill: #57606a } polyline, line { fill: none; stroke-width: 1.5 }
                  .axis { stroke: #8c959f; stroke-width: 1 } .demand { stroke: #8c959f; stroke-dasharray: 1 3 }
                  .bound { stroke: #cf222e; stroke-dasharray: 6 4 } text.bound { fill: #cf222e; stroke: none }
                  .admitted { stroke: #0969da; stroke-width: 2.5 } text.admitted { fill: #0969da; stroke: none }
                  .tokens { stroke: #1a7f37 } text.tokens { fill: #1a7f37; stroke: none } text.demand { stroke: none }
                  @media (prefers-color-scheme: dark) {
                    text { fill: #9198a1 } .bound { stroke: #ff7b72 } text.bound { fill: #ff7b72 }
                    .admitted { stroke: #58a6ff } text.admitted { fill: #58a6ff }
                    .tokens { stroke: #3fb950 } text.tokens { fill: #3fb950 }
                  }
                </style>""",
                axis(REQUESTS, 60, 10, "requests"),
                axis(TOKENS, CAPACITY, 5, "tokens"),
                seconds(),
                line("demand", steps(DEMAND)),
                line("bound", bound(0, 0)),
                line("bound", bound(BURST, before(BURST))),
                line("admitted", steps(admitted)),
                line("tokens", sampled(milli -> levels.get(milli))),
                label("demand", 580, 52, "asked for: " + DEMAND.size()),
                label("bound", 232, 146, "10 + 2 T, from the start"),
                label("bound", 596, 184, "10 + 2 T, from 12 s"),
                label("admitted", 596, 204, "let through: " + admitted.size()),
                label("tokens", 310, 376, "what the bucket holds"),
                "</svg>",
                "");
    }

    private int before(int milli) {
        return (int) admitted.stream().filter(time -> time < milli).count();
    }

    private static String bound(int from, int passed) {
        return point(from, REQUESTS, passed + CAPACITY)
                + " "
                + point(END, REQUESTS, passed + CAPACITY + RATE * (END - from) / 1000.0);
    }

    private static String steps(List<Integer> times) {
        List<String> points = new ArrayList<>(List.of(point(0, REQUESTS, 0)));
        for (int i = 0; i < times.size(); i++) {
            points.add(point(times.get(i), REQUESTS, i));
            points.add(point(times.get(i), REQUESTS, i + 1.0));
        }
        points.add(point(END, REQUESTS, times.size()));
        return String.join(" ", points);
    }

    /** At each instant at which something happens, and right before it. */
    private static String sampled(IntToDoubleFunction value) {
        return IntStream.rangeClosed(0, END)
                .filter(milli -> milli % 500 == 0 || DEMAND.contains(milli) || DEMAND.contains(milli + 1))
                .mapToObj(milli -> point(milli, TOKENS, value.applyAsDouble(milli)))
                .reduce((points, next) -> points + " " + next)
                .orElseThrow();
    }

    private static String axis(Scale scale, int most, int step, String name) {
        return IntStream.rangeClosed(0, most / step)
                        .map(i -> i * step)
                        .mapToObj(value -> number(LEFT - 10, scale.y(value) + 4, "end", Integer.toString(value)))
                        .reduce("", (labels, next) -> labels + next + "\n")
                + number(LEFT - 40, scale.y(most) - 12, "start", name)
                + "\n"
                + line("axis", point(0, scale, most) + " " + point(0, scale, 0) + " " + point(END, scale, 0));
    }

    private static String seconds() {
        return IntStream.rangeClosed(0, END / 2000)
                .mapToObj(
                        i -> number(x(i * 2000), TOKENS.y(0) + 20, "middle", i == 0 ? "0 s" : Integer.toString(i * 2)))
                .reduce((labels, next) -> labels + "\n" + next)
                .orElseThrow();
    }

    private static String line(String kind, String points) {
        return "<polyline class=\"%s\" points=\"%s\"/>".formatted(kind, points);
    }

    private static String label(String kind, double x, double y, String text) {
        return "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>".formatted(kind, decimal(x), decimal(y), text);
    }

    private static String number(double x, double y, String anchor, String text) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>".formatted(decimal(x), decimal(y), anchor, text);
    }

    private static String point(int milli, Scale scale, double value) {
        return decimal(x(milli)) + "," + decimal(scale.y(value));
    }

    private static double x(int milli) {
        return LEFT + milli * PIXELS_PER_MILLI;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /**
     * Where a value is drawn.
     *
     * @param zero where zero is, from the top
     * @param pixels for each unit
     */
    private record Scale(double zero, double pixels) {

        double y(double value) {
            return zero - value * pixels;
        }
    }
}

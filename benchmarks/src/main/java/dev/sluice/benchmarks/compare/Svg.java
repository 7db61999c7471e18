package dev.sluice.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A picture that is being drawn, to be read on light and on dark ground. */
final class Svg {

    private static final String STYLE = """
            <style>
              text { fill: #57606a } polyline { fill: none; stroke-width: 2 } rect { fill: #afb8c1 }
              .axis { stroke: #8c959f; stroke-width: 1 } .ours { fill: #0969da } .title { font-weight: bold }
              .c0 { stroke: #0969da } .c1 { stroke: #1a7f37 } .c2 { stroke: #cf222e } .c3 { stroke: #9a6700 } .c4 { stroke: #8250df }
              .c5 { stroke: #bf3989 } .c6 { stroke: #1b7c83 } .c7 { stroke: #bc4c00 } .c8 { stroke: #57606a }
              @media (prefers-color-scheme: dark) {
                text { fill: #9198a1 } rect { fill: #545d68 } .ours { fill: #58a6ff }
                .c0 { stroke: #58a6ff } .c1 { stroke: #3fb950 } .c2 { stroke: #ff7b72 } .c3 { stroke: #d29922 } .c4 { stroke: #bc8cff }
                .c5 { stroke: #f778ba } .c6 { stroke: #39c5cf } .c7 { stroke: #f0883e } .c8 { stroke: #9198a1 }
              }
            </style>""";

    private final List<String> lines = new ArrayList<>();

    Svg(double width, double height, String title) {
        lines.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\" font-family=\"sans-serif\" font-size=\"13\">"
                        .formatted(number(width), number(height)));
        lines.add("<title>" + escape(title) + "</title>");
        lines.add(STYLE);
    }

    void text(String kind, double x, double y, String anchor, String text) {
        lines.add("<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(kind, number(x), number(y), anchor, escape(text)));
    }

    void bar(String kind, double x, double y, double width, double height) {
        lines.add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(kind, number(x), number(y), number(width), number(height)));
    }

    /** Through points that {@link #point} has written. */
    void line(String kind, List<String> points) {
        lines.add("<polyline class=\"%s\" points=\"%s\"/>".formatted(kind, String.join(" ", points)));
    }

    static String point(double x, double y) {
        return number(x) + "," + number(y);
    }

    String end() {
        return String.join("\n", lines) + "\n</svg>\n";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}

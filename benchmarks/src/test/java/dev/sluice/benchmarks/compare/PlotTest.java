package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {

    @Test
    void aBarIsAsLongAsItsShareOfTheLongest() throws Exception {
        Map<String, List<Measurement>> turns = new LinkedHashMap<>();
        turns.put("bare", List.of(new Measurement(30_000, 1, 2, 0.05, 0, 100, 0, 0)));
        turns.put("sluice", List.of(new Measurement(15_000, 1, 2, 0.1, 0, 100, 0, 0)));

        NodeList bars =
                svg(BarPlot.of("main", "Small & fast", Comparison.of(turns))).getElementsByTagName("rect");

        assertThat(width(bars, 1)).isEqualTo(width(bars, 0) / 2);
        assertThat(width(bars, 2)).isEqualTo(width(bars, 3) / 2);
    }

    @Test
    void aCurveHasAPointForEachRate() throws Exception {
        Plot plot = CurvePlot.of("latency", "p99", Map.of("bare", List.of(result(10_000, 0.5), result(20_000, 3))));

        NodeList lines = svg(plot).getElementsByTagName("polyline");

        assertThat(((Element) lines.item(1)).getAttribute("points").split(" ")).hasSize(2);
    }

    private static LatencyResult result(double rate, double p99) {
        return new LatencyResult(rate, rate, p99 / 4, p99 / 2, p99, p99 * 2, 0.1, 0.05, 0);
    }

    private static double width(NodeList bars, int bar) {
        return Double.parseDouble(((Element) bars.item(bar)).getAttribute("width"));
    }

    private static Document svg(Plot plot) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(plot.svg())));
    }
}

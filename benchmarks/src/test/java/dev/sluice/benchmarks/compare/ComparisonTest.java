package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.benchmarks.compare.Comparison.Figure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private final Comparison comparison = Comparison.of(Map.of(
            "bare", List.of(turn(30_000, 0.05), turn(10_000, 0.03), turn(20_000, 0.04)),
            "sluice", List.of(turn(9_000, 0.12), turn(10_000, 0.08), turn(11_000, 0.10))));

    @Test
    void ratiosAreThoseOfMedians() {
        assertThat(comparison.ratio("sluice", "bare", Figure.PER_SECOND)).contains(0.5);
        assertThat(comparison.ratio("sluice", "bare", Figure.CPU)).contains(2.5);
        assertThat(comparison.ratio("bare", "bare", Figure.CPU)).contains(1.0);
    }

    @Test
    void whoIsNotThereHasNoRatio() {
        assertThat(comparison.ratio("sluice", "go", Figure.CPU)).isEmpty();
        assertThat(comparison.ratio("go", "sluice", Figure.CPU)).isEmpty();
    }

    private static Measurement turn(double perSecond, double cpu) {
        return new Measurement(perSecond, 1, 2, cpu, 0, 100, 0, 0);
    }
}

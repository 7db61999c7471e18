package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {

    @Test
    void ofAnOddNumberItIsTheMiddleOne() {
        assertThat(median(9, 1, 2)).isEqualTo(2);
        assertThat(median(4)).isEqualTo(4);
    }

    @Test
    void ofAnEvenNumberItIsInTheMiddleOfTheMiddleTwo() {
        assertThat(median(100, 1, 2, 3)).isEqualTo(2.5);
    }

    private static double median(double... values) {
        return Median.of(Arrays.stream(values).boxed().toList(), value -> value);
    }

    @Test
    void eachFigureHasItsOwnAndErrorsAddUp() {
        List<Measurement> turns = List.of(turn(1_000, 3, 1), turn(3_000, 1, 0), turn(2_000, 2, 5));

        Measurement median = Measurement.median(turns);

        assertThat(median.perSecond()).isEqualTo(2_000);
        assertThat(median.cpu()).isEqualTo(2);
        assertThat(median.errors()).isEqualTo(6);
    }

    private static Measurement turn(double perSecond, double cpu, long refused) {
        return new Measurement(perSecond, 1, 2, cpu, 0, 100, refused, 0);
    }
}

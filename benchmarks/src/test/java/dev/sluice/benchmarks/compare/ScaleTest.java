package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void aLinearOneBeginsAtZeroAndEndsAtTheGreatest() {
        Scale scale = Scale.linear(50, 200, 40_000);

        assertThat(scale.at(0)).isEqualTo(50);
        assertThat(scale.at(10_000)).isEqualTo(100);
        assertThat(scale.at(40_000)).isEqualTo(250);
        assertThat(scale.ticks()).containsExactly(0.0, 10_000.0, 20_000.0, 30_000.0, 40_000.0);
    }

    @Test
    void aLogarithmicOneGoesFromOnePowerOfTenToAnother() {
        Scale scale = Scale.logarithmic(300, -200, 0.3, 7);

        assertThat(scale.at(0.1)).isEqualTo(300);
        assertThat(scale.at(1)).isEqualTo(200);
        assertThat(scale.at(10)).isEqualTo(100);
        assertThat(scale.ticks()).containsExactly(0.1, 1.0, 10.0);
    }

    @Test
    void aSingleValueHasRoomToo() {
        assertThat(Scale.logarithmic(0, 100, 10, 10).at(10)).isZero();
    }
}

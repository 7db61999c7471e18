package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {

    @Test
    void everybodyIsFirstAtSomeTime() {
        List<String> all = List.of("a", "b", "c");

        assertThat(Rotation.order(all, 0)).containsExactly("a", "b", "c");
        assertThat(Rotation.order(all, 1)).containsExactly("b", "c", "a");
        assertThat(Rotation.order(all, 2)).containsExactly("c", "a", "b");
        assertThat(Rotation.order(all, 3)).containsExactly("a", "b", "c");
    }
}

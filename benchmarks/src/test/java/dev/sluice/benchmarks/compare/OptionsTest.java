package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void withoutAnyEverybodyIsAskedTheMainQuestion() {
        Options options = Options.parse();

        assertThat(options.wants("go")).isTrue();
        assertThat(options.suites()).extracting(Suite::name).containsExactly("main");
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.seconds()).isEqualTo(10);
        assertThat(options.warmUp()).isEqualTo(20);
    }

    @Test
    void eachIsTaken() {
        Options options = Options.parse(
                "--only",
                "bare,sluice",
                "--suites",
                "latency,main",
                "--rounds",
                "3",
                "--seconds",
                "7",
                "--warm-up",
                "30");

        assertThat(options.wants("bare")).isTrue();
        assertThat(options.wants("go")).isFalse();
        assertThat(options.suites()).extracting(Suite::name).containsExactly("latency", "main");
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.seconds()).isEqualTo(7);
        assertThat(options.warmUp()).isEqualTo(30);
    }

    @Test
    void aQuickRunIsShortUnlessTheNextOptionSaysOtherwise() {
        assertThat(Options.parse("--quick").rounds()).isEqualTo(1);
        assertThat(Options.parse("--quick", "--rounds", "2").rounds()).isEqualTo(2);
    }

    @Test
    void whatMakesNoSenseIsTold() {
        assertThatThrownBy(() -> Options.parse("--fast")).hasMessageContaining("--fast");
        assertThatThrownBy(() -> Options.parse("--rounds", "0")).hasMessageContaining("--rounds");
        assertThatThrownBy(() -> Options.parse("--rounds")).hasMessageContaining("--rounds");
        assertThatThrownBy(() -> Options.parse("--suites", "none")).hasMessageContaining("main, bodies");
    }
}

package dev.sluice.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessStatTest {

    private static final String REST = " 33 33 0 -1 4194560 100 200 0 0 1234 567 89 10 20 0 2 0 5000 1000000 500\n";

    @Test
    void theProcessItselfHasUserAndSystemTicks() {
        assertThat(ProcessStat.parse("4711 (nginx) S 42" + REST)).isEqualTo(new ProcessStat(4711, 42, 1234 + 567));
    }

    @Test
    void aNameMayHaveSpacesAndParentheses() {
        assertThat(ProcessStat.parse("7 (tmux: server) S 1" + REST).parent()).isEqualTo(1);
        assertThat(ProcessStat.parse("7 (a) S 99 (b)) R 3" + REST)).isEqualTo(new ProcessStat(7, 3, 1801));
    }

    @Test
    void aFamilyIsTheProcessAndAllThatDescendFromIt() {
        List<ProcessStat> all = List.of(
                new ProcessStat(30, 20, 1_000),
                new ProcessStat(10, 1, 1),
                new ProcessStat(20, 10, 10),
                new ProcessStat(21, 10, 100),
                new ProcessStat(40, 1, 10_000));

        assertThat(ProcessorTime.ticks(List.of(10L), all)).isEqualTo(1_111);
        assertThat(ProcessorTime.ticks(List.of(20L, 40L), all)).isEqualTo(11_010);
        assertThat(ProcessorTime.ticks(List.of(5L), all)).isZero();
    }
}

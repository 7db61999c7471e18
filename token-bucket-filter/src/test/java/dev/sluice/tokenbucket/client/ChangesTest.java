package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangesTest {

    private static final int THREADS = 4;
    private static final int EACH = 100_000;

    private final Changes<Integer> changes = new Changes<>();

    @Test
    void allIsTakenTheLastFirst() {
        changes.add(1);
        changes.add(2);
        changes.add(1);

        assertThat(changes.takeAll()).containsExactly(1, 2, 1);
        assertThat(changes.takeAll()).isEmpty();
    }

    @Test
    void eachIsTakenOnceWhoeverAddsMeanwhile() {
        List<Integer> taken = new ArrayList<>();
        CompletableFuture<?> adding = CompletableFuture.allOf(IntStream.range(0, THREADS)
                .mapToObj(thread -> CompletableFuture.runAsync(() -> add(thread * EACH)))
                .toArray(CompletableFuture<?>[]::new));
        while (!adding.isDone()) {
            taken.addAll(changes.takeAll());
        }
        adding.join();
        taken.addAll(changes.takeAll());

        assertThat(taken).hasSize(THREADS * EACH).doesNotHaveDuplicates();
    }

    private void add(int from) {
        IntStream.range(from, from + EACH).forEach(changes::add);
    }
}

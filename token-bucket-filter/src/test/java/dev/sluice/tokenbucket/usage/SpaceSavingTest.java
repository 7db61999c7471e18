package dev.sluice.tokenbucket.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.usage.SpaceSaving.Counter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpaceSavingTest {

    private static final int COUNTERS = 16;
    private static final long SEED = 20261127;

    @Test
    void aFewAreCountedExactly() {
        SpaceSaving<Integer> sketch = new SpaceSaving<>(COUNTERS);
        IntStream.range(0, 1000).forEach(i -> sketch.add(i % COUNTERS));

        assertThat(sketch.counters()).hasSize(COUNTERS).allSatisfy(counter -> {
            assertThat(counter.error).isZero();
            assertThat(counter.count()).isBetween(1000L / COUNTERS, 1000L / COUNTERS + 1);
        });
        assertThat(sketch.total()).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource(Stream.class)
    void theBoundsHoldWhateverComes(Stream stream) {
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            SpaceSaving<Integer> sketch = new SpaceSaving<>(COUNTERS);
            Map<Integer, Long> truth = new HashMap<>();
            int length = 1 + random.nextInt(5000);
            IntUnaryOperator items = stream.items(random);
            for (int i = 0; i < length; i++) {
                int item = items.applyAsInt(i);
                sketch.add(item);
                truth.merge(item, 1L, Long::sum);
            }
            check(sketch, truth, length);
        }
    }

    private static void check(SpaceSaving<Integer> sketch, Map<Integer, Long> truth, int length) {
        List<Counter<Integer>> counters = sketch.counters();
        assertThat(counters.stream().mapToLong(Counter::count).sum()).isEqualTo(length);
        assertThat(counters).hasSizeLessThanOrEqualTo(COUNTERS).allSatisfy(counter -> {
            long count = truth.getOrDefault(counter.item, 0L);
            assertThat(counter.count()).isBetween(count, count + counter.error);
            assertThat(counter.error).isLessThanOrEqualTo(length / COUNTERS);
            assertThat(counter.count()).isGreaterThanOrEqualTo(sketch.unseen());
        });
        Map<Integer, Counter<Integer>> held =
                counters.stream().collect(Collectors.toMap(counter -> counter.item, counter -> counter));
        truth.forEach((item, count) -> assertThat(held.containsKey(item) || count <= sketch.unseen())
                .as("%d came %d times", item, count)
                .isTrue());
    }

    @Test
    void whatIsClearedBeginsAnew() {
        SpaceSaving<Integer> sketch = new SpaceSaving<>(2);
        IntStream.range(0, 100).forEach(sketch::add);

        sketch.clear();
        sketch.add(7);

        assertThat(sketch.total()).isEqualTo(1);
        assertThat(sketch.unseen()).isZero();
        assertThat(sketch.counters()).singleElement().satisfies(counter -> {
            assertThat(counter.item).isEqualTo(7);
            assertThat(counter.count()).isEqualTo(1);
            assertThat(counter.error).isZero();
        });
    }

    /** Who comes how often. */
    enum Stream {
        /** All as often. */
        UNIFORM {
            @Override
            IntUnaryOperator items(Random random) {
                return i -> random.nextInt(200);
            }
        },
        /** A few very often, many rarely. */
        SKEWED {
            @Override
            IntUnaryOperator items(Random random) {
                return i -> (int) Math.exp(random.nextDouble() * 7);
            }
        },
        /** Nobody twice. */
        FLOOD {
            @Override
            IntUnaryOperator items(Random random) {
                return i -> i;
            }
        },
        /** One who is pushed out again and again before coming back. */
        EVICTING {
            @Override
            IntUnaryOperator items(Random random) {
                return i -> i % (COUNTERS + 1);
            }
        };

        abstract IntUnaryOperator items(Random random);
    }
}

package dev.sluice.tokenbucket.ledger.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.client.ClientKey;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DebtSketchTest {

    private static final long SEED = 20_261_101;

    @Test
    void remembersNothingOfAKeyThatOwesNothing() {
        assertThat(new DebtSketch(1_000, SEED).get(key(1))).isZero();
    }

    @Test
    void remembersTheLastDebtExactlyWhileFewOwe() {
        DebtSketch sketch = new DebtSketch(1_000, SEED);
        sketch.add(key(1), 500);
        sketch.add(key(2), 700);
        sketch.add(key(1), 800);

        assertThat(sketch.get(key(1))).isEqualTo(800);
        assertThat(sketch.get(key(2))).isEqualTo(700);
    }

    @Test
    void aSmallerDebtDoesNotShortenALargerOne() {
        DebtSketch sketch = new DebtSketch(1_000, SEED);
        sketch.add(key(1), 800);
        sketch.add(key(1), 500);

        assertThat(sketch.get(key(1))).isEqualTo(800);
    }

    @Test
    void neverRemembersLessThanADebtHoweverManyOwe() {
        DebtSketch sketch = new DebtSketch(1_000, SEED);
        long[] debts = new Random(1).longs(100_000, 1, Long.MAX_VALUE).toArray();
        for (int i = 0; i < debts.length; i++) {
            sketch.add(key(i), debts[i]);
        }

        for (int i = 0; i < debts.length; i++) {
            assertThat(sketch.get(key(i))).as("key %d", i).isGreaterThanOrEqualTo(debts[i]);
        }
    }

    /** Each row has as many cells as there are debtors, so of the others (1 - 1/e)^4 = 16 % share all four of theirs. */
    @Test
    void whileAQuarterOfTheKeysOweFewOthersAreTakenForDebtors() {
        int keys = 1 << 16;
        DebtSketch sketch = new DebtSketch(keys, SEED);
        for (int i = 0; i < keys / 4; i++) {
            sketch.add(key(i), 1);
        }

        long mistaken = LongStream.range(keys, 2L * keys)
                .filter(i -> sketch.get(key(i)) > 0)
                .count();
        assertThat(mistaken).isBetween(keys / 10L, keys / 5L);
    }

    @Test
    void anotherSeedMixesOtherKeysUp() {
        DebtSketch one = crowded(1);
        DebtSketch other = crowded(2);

        assertThat(LongStream.range(1_000, 2_000)
                        .filter(i -> one.get(key(i)) > 0)
                        .toArray())
                .isNotEmpty()
                .isNotEqualTo(LongStream.range(1_000, 2_000)
                        .filter(i -> other.get(key(i)) > 0)
                        .toArray());
    }

    private static DebtSketch crowded(long seed) {
        DebtSketch sketch = new DebtSketch(1, seed);
        for (int i = 0; i < 200; i++) {
            sketch.add(key(i), 1);
        }
        return sketch;
    }

    private static ClientKey key(long number) {
        return new ClientKey.Address(number, 0);
    }
}

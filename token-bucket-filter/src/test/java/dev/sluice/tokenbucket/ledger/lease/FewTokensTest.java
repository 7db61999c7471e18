package dev.sluice.tokenbucket.ledger.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A calculation, with no gateway in it, of what few tokens lose whoever splits them: of all fixed splits among three gateways the best one,
 * which knows their demands beforehand. It is what the numbers in docs/cluster.md are to be compared with.
 *
 * <p>Requests come by chance (a Poisson process), half as many again as the rate.
 */
class FewTokensTest {

    private static final int GATEWAYS = 3;

    /** Capacity and rate are split in tenths. */
    private static final int PARTS = 10;

    private static final double SECONDS = 1_000;

    @ParameterizedTest
    @CsvSource({
        "5, 50, 25 25 25, 0.80",
        "5, 50, 45 20 10, 0.89",
        "10, 100, 50 50 50, 0.96",
        "10, 100, 90 40 20, 0.98",
        "20, 200, 180 80 40, 1.00",
    })
    void theBestSplitLetsThrough(int capacity, int rate, String demands, double partOfTheLaw) {
        double[][][] passed = passed(
                capacity,
                rate,
                Arrays.stream(demands.split(" ")).mapToInt(Integer::parseInt).toArray());
        double best = 0;
        for (int c1 = 0; c1 <= PARTS; c1++) {
            for (int c2 = 0; c1 + c2 <= PARTS; c2++) {
                for (int r1 = 0; r1 <= PARTS; r1++) {
                    for (int r2 = 0; r1 + r2 <= PARTS; r2++) {
                        best = Math.max(
                                best,
                                passed[0][c1][r1] + passed[1][c2][r2] + passed[2][PARTS - c1 - c2][PARTS - r1 - r2]);
                    }
                }
            }
        }

        assertThat(best / (capacity + rate * SECONDS)).isCloseTo(partOfTheLaw, within(0.005));
    }

    /** How many requests pass at each gateway with each part of the capacity and of the rate. */
    private static double[][][] passed(int capacity, int rate, int[] demands) {
        double[][][] passed = new double[GATEWAYS][PARTS + 1][PARTS + 1];
        for (int gateway = 0; gateway < GATEWAYS; gateway++) {
            for (int c = 0; c <= PARTS; c++) {
                for (int r = 0; r <= PARTS; r++) {
                    passed[gateway][c][r] = passed(
                            (double) capacity * c / PARTS,
                            (double) rate * r / PARTS,
                            demands[gateway],
                            new Random(gateway));
                }
            }
        }
        return passed;
    }

    private static int passed(double capacity, double rate, int demand, Random chance) {
        double tokens = capacity;
        int passed = 0;
        double pause = pause(demand, chance);
        for (double now = pause; now < SECONDS; now += pause) {
            tokens = Math.min(capacity, tokens + rate * pause);
            if (tokens >= 1) {
                tokens--;
                passed++;
            }
            pause = pause(demand, chance);
        }
        return passed;
    }

    private static double pause(int demand, Random chance) {
        return -Math.log(1 - chance.nextDouble()) / demand;
    }
}

package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * From a full bucket under constant demand floor((capacity + rate * T) / cost) requests pass, within 1.
 *
 * <p>Demand comes in steps here, so in each case the bucket has room for what a step brings.
 */
class ConstantDemandTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long SEVENTEEN_YEARS = Duration.ofDays(17 * 365).toNanos();

    @ParameterizedTest(name = "{1}/s, capacity {0}, cost {2}, every {3} ns")
    @CsvSource({
        "2,          3,           1,         7000001",
        "5,          3,           2,         333333333",
        "10,         7,           3,         10000019",
        "14,         7,           7,         999999999",
        "100,        10,          1,         1000003",
        "5,          0.333333333, 1,         50000017",
        "1,          0.000277778, 1,         1000000007",
        "3,          12.5,        1,         30000001",
        "60,         0.7,         4,         90000001",
        "1000,       1000,        37,        3000017",
        "1000000000, 999999999.9, 1000000,   2000003",
        "1000000000, 1000000000,  500000003, 100000001",
        "2000000,    123456789.1, 1000000,   7000001",
    })
    void overAnHourNothingIsLost(long capacity, BigDecimal rate, long cost, long everyNanos) {
        Limit limit = Limit.of(capacity, rate);

        assertThat(passed(TokenBucket.full(limit), cost, everyNanos, HOUR))
                .isBetween(lawful(limit, cost, HOUR) - 1, lawful(limit, cost, HOUR));
    }

    @ParameterizedTest(name = "{1}/s, capacity {0}, cost {2}")
    @CsvSource({
        "1,          0.000001,    1",
        "1000000000, 0.000001,    1",
        "10,         0.000333333, 7",
        "1000000000, 123456.7,    100000000",
    })
    void overSeventeenYearsNothingIsLost(long capacity, BigDecimal rate, long cost) {
        Limit limit = Limit.of(capacity, rate);
        TokenBucket empty = TokenBucket.holding(Level.ofTokens(0), limit, 0);
        long flown = ExactBucket.flow(limit, SEVENTEEN_YEARS)
                .divide(ExactBucket.tokens(cost))
                .longValueExact();

        assertThat(passed(empty, cost, HOUR, SEVENTEEN_YEARS)).isBetween(flown - 1, flown);
    }

    @ParameterizedTest(name = "{1}/s, capacity {0}, cost {2}, every {3} ns")
    @CsvSource({
        "2,   3,    1,  7000001",
        "1,   10,   1,  10000000",
        "100, 10,   1,  1000003",
        "3,   12.5, 1,  30000001",
        "7,   60,   3,  50000017",
        "1,   0.25, 1,  1000000000",
        "50,  2000, 50, 2500000",
    })
    void whereNothingIsRoundedNotOneRequestIsLost(long capacity, BigDecimal rate, long cost, long everyNanos) {
        Limit limit = Limit.of(capacity, rate);

        assertThat(passed(TokenBucket.full(limit), cost, everyNanos, HOUR)).isEqualTo(lawful(limit, cost, HOUR));
    }

    @Test
    void anyRateErrsByLessThanAMillionthInAnHour() {
        long seed = 20_261_101;
        RandomLimits limits = new RandomLimits(new Random(seed));
        for (int i = 0; i < 100_000; i++) {
            Limit limit = Limit.of(Limit.MAX_CAPACITY, limits.next().ratePerSec());
            long time = Math.min(HOUR, timeToFill(limit) / 2);
            BigInteger flow = ExactBucket.flow(limit, time);
            TokenBucket bucket = TokenBucket.holding(Level.ofTokens(0), limit, 0);

            BigInteger level =
                    BigInteger.valueOf(bucket.level(time).nanotokens()).multiply(BigInteger.TEN.pow(9));
            BigInteger error = flow.subtract(level);

            assertThat(error.signum()).as("%s, seed %d", limit, seed).isNotNegative();
            assertThat(error.multiply(BigInteger.TEN.pow(6)))
                    .as("a million times the error of %s, seed %d", limit, seed)
                    .isLessThan(flow);
        }
    }

    private static long timeToFill(Limit limit) {
        return ExactBucket.tokens(limit.capacity())
                .divide(ExactBucket.flow(limit, 1))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    private static long lawful(Limit limit, long cost, long nanos) {
        return ExactBucket.tokens(limit.capacity())
                .add(ExactBucket.flow(limit, nanos))
                .divide(ExactBucket.tokens(cost))
                .longValueExact();
    }

    private static long passed(TokenBucket bucket, long cost, long everyNanos, long nanos) {
        long passed = 0;
        for (long now = 0; now < nanos; now += everyNanos) {
            passed += allThatPass(bucket, cost, now);
        }
        return passed + allThatPass(bucket, cost, nanos);
    }

    private static long allThatPass(TokenBucket bucket, long cost, long now) {
        long passed = 0;
        while (bucket.tryTake(cost, now).admitted()) {
            passed++;
        }
        return passed;
    }
}

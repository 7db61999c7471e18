package dev.sluice.tokenbucket.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 999_999_999, 1_000_000_000})
    void takesAnyCapacityUpToABillion(long capacity) {
        assertThat(Limit.of(capacity, 10).capacity()).isEqualTo(capacity);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_000_000_001, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesAnyOtherCapacity(long capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.of(capacity, 10))
                .withMessage("capacity must be from 1 to 1000000000, not " + capacity);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.000001", "0.000001000", "0.5", "1", "999999999.999999999", "1000000000", "1E9"})
    void takesAnyRateFromAMillionthToABillion(BigDecimal rate) {
        assertThat(Limit.of(10, rate).ratePerSec()).isEqualByComparingTo(rate);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.000000999999999", "1000000000.000000001", "1E400", "1E-400"})
    void refusesAnyOtherRate(BigDecimal rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Limit.of(10, rate))
                .withMessage("rate must be from 0.000001 to 1000000000 tokens per second, not " + rate);
    }

    @ParameterizedTest
    @CsvSource({
        "10,          10",
        "10.0,        10",
        "1E1,         10",
        "2.50,        2.5",
        "0.000001,    0.000001",
        "1000000000,  1000000000",
        "1E9,         1000000000",
        "100,         100",
        "0.333333333, 0.333333333",
    })
    void printsItsRateAsAPersonWould(BigDecimal rate, String printed) {
        assertThat(Limit.of(1, rate).ratePerSec()).hasToString(printed);
    }

    @ParameterizedTest
    @CsvSource({
        "0.123456789,          0.123456789",
        "0.1234567891,         0.123456789",
        "0.1234567899999,      0.123456789",
        "999999999.9999999999, 999999999.999999999",
    })
    void keepsNineDecimalsAndCutsOffTheRest(BigDecimal rate, BigDecimal kept) {
        assertThat(Limit.of(1, rate).ratePerSec()).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"100, 10, 10", "101, 10, 11", "1, 1000, 1", "1, 3, 1", "1000000000, 0.000001, 1000000000000000"})
    void fillsInWholeSecondsRoundedUp(long capacity, BigDecimal rate, long seconds) {
        assertThat(Limit.of(capacity, rate).secondsToFill()).isEqualTo(seconds);
    }

    @Test
    void isEqualToALimitOfTheSameNumbers() {
        assertThat(Limit.of(10, new BigDecimal("2.50")))
                .isEqualTo(Limit.of(10, new BigDecimal("2.5000000009")))
                .hasSameHashCodeAs(Limit.of(10, new BigDecimal("2.5")));
    }

    @Test
    void differsInCapacityOrRate() {
        assertThat(Limit.of(10, 5)).isNotEqualTo(Limit.of(11, 5)).isNotEqualTo(Limit.of(10, 6));
    }

    @Test
    void printsWhatItAllows() {
        assertThat(Limit.of(30, new BigDecimal("2.50"))).hasToString("30 tokens, 2.5 per second");
    }

    @ParameterizedTest(name = "{0} tokens of 4 at 2 a second: {1} ms")
    @CsvSource({"1, 0", "4, 0", "5, 500", "10, 3000"})
    void whatHasToWaitWaitsAsLongAsTheRefillTakes(long cost, long millis) {
        assertThat(Limit.of(10, 2).timeUntil(cost, Level.ofTokens(4))).contains(Duration.ofMillis(millis));
    }

    @Test
    void noWaitIsLongEnoughForMoreThanTheCapacity() {
        assertThat(Limit.of(10, 2).timeUntil(11, Level.ofTokens(10))).isEmpty();
    }
}

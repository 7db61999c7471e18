package dev.sluice.loadbalancer.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentageTest {

    @ParameterizedTest
    @CsvSource({"20%, 20", "20, 20", "0%, 0", "0, 0", "100%, 100", "'20 %', 20", "' 5% ', 5", "007%, 7"})
    void isWrittenWithOrWithoutItsSign(String text, int value) {
        assertThat(Percentage.valueOf(text)).isEqualTo(new Percentage(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "-1%", "20.5%", "0.2", "a", "20%%", "99999999999%", "1000"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentage.valueOf(text))
                .withMessage("a share is written like 20%, not " + text);
    }

    @Test
    void isFromNothingToAll() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentage.valueOf("101%"))
                .withMessage("a share is from 0% to 100%, not 101%");
        assertThatIllegalArgumentException().isThrownBy(() -> new Percentage(-1));
    }
}

package dev.sluice.loadbalancer.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.client.ServiceInstance;

class WeightTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "1000, 1000", "' 7 ', 7", "+3, 3"})
    void isAWholeNumber(String text, int weight) {
        assertThat(Weight.of(Instances.weighing(1, text))).isEqualTo(weight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "99999999999", "1.5", "", "heavy"})
    void whatIsNoneCountsAsOneAndIsLogged(String text) {
        try (Log log = Log.of(Weight.class)) {
            assertThat(Weight.of(Instances.weighing(1, text))).isEqualTo(1);

            assertThat(log.lines())
                    .containsExactly("WARN the weight of http://localhost:1 is " + text
                            + ", and counts as 1: it must be from 1 to 1000");
        }
    }

    @Test
    void isOneWithoutAWord() {
        try (Log log = Log.of(Weight.class)) {
            assertThat(Weight.of(Instances.at(1))).isEqualTo(1);
            assertThat(Weight.of(Instances.at(1, Map.of("other", "5")))).isEqualTo(1);
            assertThat(Weight.of(mock(ServiceInstance.class))).isEqualTo(1);

            assertThat(log.lines()).isEmpty();
        }
    }
}

package dev.sluice.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;

class TrueOrFalseTest {

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "${off:false}"})
    void theTwoWordsAreTaken(String off) {
        assertThat(bound("sluice.test.on", off)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "1", "${off:yes}", ""})
    void othersAreRefused(String word) {
        assertThatThrownBy(() -> bound("sluice.test.on", word))
                .rootCause()
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("'sluice.test.on'")
                .hasMessageContaining("true or false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on"})
    void elsewhereTheyAreNoBusinessOfOurs(String word) {
        assertThat(bound("other.on", word)).isTrue();
    }

    private static boolean bound(String key, String value) {
        return Binder.get(new MockEnvironment().withProperty(key, value))
                .bind(key, Bindable.of(Boolean.class), new TrueOrFalse().apply(BindHandler.DEFAULT))
                .get();
    }
}

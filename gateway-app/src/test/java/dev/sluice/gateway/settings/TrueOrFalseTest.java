package dev.sluice.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TrueOrFalseTest {

    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(Switches.class)
            .withBean(TrueOrFalse.class, TrueOrFalse::new);

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "${on:false}"})
    void theTwoWordsAreTaken(String off) {
        context.withPropertyValues("sluice.test.on=" + off)
                .run(gateway -> assertThat(gateway.getBean(Sluice.class).on()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "1", "${on:yes}", ""})
    void othersAreRefused(String word) {
        context.withPropertyValues("sluice.test.on=" + word)
                .run(gateway -> assertThat(gateway)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidSettingException.class)
                        .hasMessageContaining("'sluice.test.on'")
                        .hasMessageContaining("true or false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "on"})
    void elsewhereTheyAreNoBusinessOfOurs(String word) {
        context.withPropertyValues("other.on=" + word)
                .run(gateway -> assertThat(gateway.getBean(Other.class).on()).isTrue());
    }

    @EnableConfigurationProperties({Sluice.class, Other.class})
    static class Switches {}

    @ConfigurationProperties("sluice.test")
    record Sluice(@DefaultValue("true") boolean on) {}

    @ConfigurationProperties("other")
    record Other(@DefaultValue("false") boolean on) {}
}

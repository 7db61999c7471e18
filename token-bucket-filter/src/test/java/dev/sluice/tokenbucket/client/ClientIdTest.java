package dev.sluice.tokenbucket.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClientIdTest {

    static Stream<String> ids() {
        return Stream.of(
                "a",
                " ",
                "a/b",
                "a%2Fb",
                ";",
                "..",
                "\"",
                "'",
                "😀",
                "e\u0301",
                "\u200d",
                "\u2028",
                "\ufffe",
                "x".repeat(255),
                "😀".repeat(255));
    }

    static Stream<String> others() {
        return Stream.of(
                "",
                "\0",
                "a\nb",
                "\t",
                "\u007f",
                "\u0085",
                "\ud800",
                "a\udc00b",
                "\udc00\ud800",
                "x".repeat(256),
                "😀".repeat(256),
                "x".repeat(100_000));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void textWithoutControlCharactersIsAnId(String id) {
        assertThat(ClientId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("others")
    void controlCharactersHalfPairsAndLongTextsAreNone(String text) {
        assertThat(ClientId.isValid(text)).isFalse();
    }
}

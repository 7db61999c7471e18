package dev.sluice.tokenbucket.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnyCaseTest {

    @ParameterizedTest
    @CsvSource({
        "a, A",
        "A, a",
        "é, É",
        "Σ, ς",
        "ς, σ",
        "ß, ẞ",
        "k, \u212A",
        "Ⓐ, ⓐ",
        "𐐀, 𐐨",
        "I, ı",
        "İ, i",
        "dž, Dž",
        "'a(b', 'A(B'",
        "😀, 😀"
    })
    void charactersThatDifferInCaseOnlyAreTheSame(String text, String found) {
        assertThat(finds(text, "<" + found + ">")).isTrue();
        assertThat(finds(found, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a, b", "e, é", "ß, ss", "., x", "a*, aaa", "'[a-z]', b", "😀, 😁", "'\\d', 1", "a|b, a"})
    void othersAreNot(String text, String other) {
        assertThat(finds(text, other)).isFalse();
    }

    @Test
    void everyCharacterFindsItselfItsCapitalAndItsSmallLetter() {
        for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
            if (Character.getType(character) == Character.SURROGATE) {
                continue;
            }
            Pattern pattern = Pattern.compile(AnyCase.containing(Character.toString(character)));
            assertThat(pattern.matcher(Character.toString(character)).matches()).isTrue();
            assertThat(pattern.matcher(Character.toString(Character.toUpperCase(character)))
                            .matches())
                    .isTrue();
            assertThat(pattern.matcher(Character.toString(Character.toLowerCase(character)))
                            .matches())
                    .isTrue();
        }
    }

    private static boolean finds(String text, String in) {
        return Pattern.compile(AnyCase.containing(text)).matcher(in).find();
    }
}

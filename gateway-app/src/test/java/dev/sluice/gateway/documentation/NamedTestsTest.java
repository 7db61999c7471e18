package dev.sluice.gateway.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that the documentation names are there. */
class NamedTestsTest {

    private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(?:Test|IT)");

    @ParameterizedTest
    @ValueSource(strings = {"docs/bounds.md", "docs/cluster.md", "docs/security.md"})
    void whatIsCalledShownIsShown(String page) throws IOException {
        List<String> named = Markdown.read(page).code().stream()
                .filter(TEST.asMatchPredicate())
                .toList();
        assertThat(named).isNotEmpty();

        try (Stream<Path> files = Files.walk(Markdown.ROOT)) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .map(file -> file.getFileName().toString().replace(".java", ""))
                            .collect(Collectors.toSet()))
                    .containsAll(named);
        }
    }
}

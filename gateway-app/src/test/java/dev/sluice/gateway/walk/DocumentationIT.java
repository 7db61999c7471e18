package dev.sluice.gateway.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.documentation.Markdown;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page of the documentation that has commands, and the README, does what it says. */
class DocumentationIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("pages")
    void keepsItsWord(Markdown page) {
        try (Walk walk = Walk.through(page.file().toString(), directory)) {
            walk.toTheEnd();
        }
    }

    @Test
    void theReadmeAndTheTutorialAreAmongThem() {
        assertThat(pages()).extracting(Markdown::toString).contains("README.md", "docs/tutorial.md");
    }

    static List<Markdown> pages() {
        return Stream.concat(Stream.of(Markdown.read("README.md")), Markdown.in("docs").stream())
                .filter(page -> !page.blocks("console").isEmpty())
                .toList();
    }
}

package dev.sluice.gateway.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.documentation.Markdown;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page of the documentation that has commands does what it says. */
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
    void theTutorialIsOneOfThem() {
        assertThat(pages()).extracting(Markdown::toString).contains("docs/tutorial.md");
    }

    static List<Markdown> pages() {
        return Markdown.in("docs").stream()
                .filter(page -> !page.blocks("console").isEmpty())
                .toList();
    }
}

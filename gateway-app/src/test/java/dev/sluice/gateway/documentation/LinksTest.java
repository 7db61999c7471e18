package dev.sluice.gateway.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who follows a link inside the repository arrives. */
class LinksTest {

    static List<Markdown> pages() {
        return Markdown.in("");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkInsideTheRepositoryLeadsSomewhere(Markdown page) {
        assertThat(page.destinations()).filteredOn(LinksTest::isInside).allSatisfy(destination -> {
            URI link = URI.create(destination);
            Path target = link.getPath().isEmpty()
                    ? page.file()
                    : page.file().resolveSibling(link.getPath()).normalize();
            assertThat(Markdown.ROOT.resolve(target)).exists();
            if (link.getFragment() != null) {
                assertThat(Markdown.read(target.toString()).anchors()).contains(link.getFragment());
            }
        });
    }

    /** A page that nobody leads to is not there. */
    @ParameterizedTest
    @MethodSource("documentation")
    void theDoorLeadsToEveryPage(Markdown page) {
        Markdown door = Markdown.read("docs/README.md");

        assertThat(door.destinations().stream()
                        .filter(LinksTest::isInside)
                        .map(link -> door.file()
                                .resolveSibling(URI.create(link).getPath())
                                .normalize()))
                .contains(page.file());
    }

    static List<Markdown> documentation() {
        return Markdown.in("docs").stream()
                .filter(page -> !page.file().equals(Path.of("docs", "README.md")))
                .toList();
    }

    private static boolean isInside(String destination) {
        return !URI.create(destination).isAbsolute();
    }
}

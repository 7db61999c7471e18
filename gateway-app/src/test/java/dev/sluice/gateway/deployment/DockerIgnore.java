package dev.sluice.gateway.deployment;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the repository that no image is made of. */
final class DockerIgnore implements Predicate<Path> {

    private final List<PathMatcher> patterns;

    private DockerIgnore(List<PathMatcher> patterns) {
        this.patterns = patterns;
    }

    static DockerIgnore read() {
        return new DockerIgnore(Repository.text(".dockerignore")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .flatMap(DockerIgnore::globs)
                .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                .toList());
    }

    @Override
    public boolean test(Path path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    /** In Docker's words {@code **}{@code /name} is also a name at the top. */
    private static Stream<String> globs(String pattern) {
        return pattern.startsWith("**/") ? Stream.of(pattern, pattern.substring(3)) : Stream.of(pattern);
    }
}

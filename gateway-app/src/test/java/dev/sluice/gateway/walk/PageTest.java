package dev.sluice.gateway.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String PAGE = """
            # A page

            ```sh
            $ not a command
            ```

            ```console
            $ echo one
            one

            $ printf 'two\\n%s\\n' \\
                  "and a half"
            two
            …half

            $ cat > three.yml <<'EOF'
            $ three: 3
            EOF
            $ ab -n 10 http://localhost:8080/
            …
            Complete requests:      10
            …
            ```
            """;

    private final List<Step> steps = Page.steps(Path.of("page.md"), PAGE.lines().toList());

    @Test
    void commandsStandAfterAPromptInConsoleBlocks() {
        assertThat(steps.stream().map(Step::command))
                .containsExactly(
                        "echo one",
                        "printf 'two\\n%s\\n' \\\n      \"and a half\"",
                        "cat > three.yml <<'EOF'\n$ three: 3\nEOF",
                        "ab -n 10 http://localhost:8080/");
        assertThat(steps.get(0)).hasToString("page.md:8: echo one");
    }

    @Test
    void whatFollowsACommandIsItsOutput() {
        assertThat(steps.stream().map(Step::output))
                .containsExactly(
                        List.of("one"),
                        List.of("two", "…half"),
                        List.of(),
                        List.of("…", "Complete requests:      10", "…"));
    }

    @Test
    void anotherOutputIsNotAllowed() {
        assertThat(allowed(0, "one")).isTrue();
        assertThat(allowed(0, "one", "")).isTrue();
        assertThat(allowed(0, "One")).isFalse();
        assertThat(allowed(0, "one", "two")).isFalse();
        assertThat(allowed(0)).isFalse();
        assertThat(allowed(2)).isTrue();
        assertThat(allowed(2, "bash: three.yml: cannot overwrite")).isFalse();
    }

    @Test
    void anEllipsisStandsForWhateverThereIs() {
        assertThat(allowed(1, "two", "and a half")).isTrue();
        assertThat(allowed(1, "two", "and a half.")).isFalse();
        assertThat(allowed(3, "Complete requests:      10")).isTrue();
        assertThat(allowed(3, "This is", "", "Complete requests:      10", "Failed requests:        0"))
                .isTrue();
        assertThat(allowed(3, "Complete requests:      100")).isFalse();
    }

    @Test
    void aCommandCallsTheProgramAfterItsVariables() {
        assertThat(steps.get(3).calls("ab")).isTrue();
        assertThat(steps.get(0).calls("ab")).isFalse();
        assertThat(new Step(Path.of("page.md"), 1, "LANG=C ab -V", List.of()).calls("ab"))
                .isTrue();
    }

    private boolean allowed(int step, String... printed) {
        return steps.get(step).allows(Stream.of(printed).toList());
    }
}

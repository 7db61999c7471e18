package dev.sluice.gateway.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void selectorsAndGroupingsAreFound() {
        PromQl query = PromQl.read("""
                histogram_quantile(0.99, sum by (le, route) (rate(a_bucket{route=~"$route", x!="y"}[$__rate_interval])))
                  > 1 and on (job) avg_over_time(b[15m]) offset 1h <= 2 * c:d""");

        assertThat(query.selectors())
                .containsExactly(
                        new PromQl.Selector(
                                "a_bucket",
                                List.of(new PromQl.Matcher("route", "=~", ".*"), new PromQl.Matcher("x", "!=", "y"))),
                        new PromQl.Selector("b", List.of()),
                        new PromQl.Selector("c:d", List.of()));
        assertThat(query.groupings())
                .containsExactly(
                        new PromQl.Grouping(Set.of("le", "route"), Set.of("a_bucket")),
                        new PromQl.Grouping(Set.of("job"), Set.of("a_bucket", "b", "c:d")));
    }

    @Test
    void aMatcherMeansTheWholeValue() {
        Map<String, String> labels = Map.of("level", "warn");

        assertThat(new PromQl.Matcher("level", "=~", "warn|error").matches(labels))
                .isTrue();
        assertThat(new PromQl.Matcher("level", "=~", "war").matches(labels)).isFalse();
        assertThat(new PromQl.Matcher("level", "=", "warn").matches(labels)).isTrue();
        assertThat(new PromQl.Matcher("level", "!=", "warn").matches(labels)).isFalse();
        assertThat(new PromQl.Matcher("absent", "!~", ".+").matches(labels)).isTrue();
    }
}

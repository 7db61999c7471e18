package dev.sluice.gateway.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** What is left out is there to be left out, and nothing else is. */
class UnusedFilterTest {

    private static final Set<String> CANDIDATES = candidates();

    /** A library that renames one of them would bring it back unnoticed. */
    @ParameterizedTest
    @EnumSource
    void eachIsThere(Unused reason) {
        assertThat(CANDIDATES).containsAll(reason.autoConfigurations());
    }

    @Test
    void theGatewayItselfStays() {
        assertThat(CANDIDATES.stream().filter(candidate -> !UnusedFilter.isUsed(candidate)))
                .hasSize(Arrays.stream(Unused.values())
                        .mapToInt(reason -> reason.autoConfigurations().size())
                        .sum())
                .noneMatch(candidate -> candidate.startsWith("dev.sluice."))
                .doesNotContain("org.springframework.cloud.gateway.config.GatewayAutoConfiguration");
    }

    private static Set<String> candidates() {
        Set<String> candidates = new HashSet<>();
        ImportCandidates.load(AutoConfiguration.class, UnusedFilterTest.class.getClassLoader())
                .forEach(candidates::add);
        return candidates;
    }
}

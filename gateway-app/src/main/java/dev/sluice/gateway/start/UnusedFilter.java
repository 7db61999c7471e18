package dev.sluice.gateway.start;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out what is {@link Unused}.
 *
 * <p>A filter instead of {@code spring.autoconfigure.exclude}, which whoever sets it would replace, and before anything is
 * read of an auto-configuration but its name.
 */
final class UnusedFilter implements AutoConfigurationImportFilter {

    private static final Set<String> UNUSED = Arrays.stream(Unused.values())
            .flatMap(reason -> reason.autoConfigurations().stream())
            .collect(Collectors.toUnmodifiableSet());

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurations.length];
        for (int i = 0; i < matches.length; i++) {
            matches[i] = isUsed(autoConfigurations[i]);
        }
        return matches;
    }

    /** {@code null} is what another filter has left out already. */
    static boolean isUsed(@Nullable String autoConfiguration) {
        return autoConfiguration == null || !UNUSED.contains(autoConfiguration);
    }
}

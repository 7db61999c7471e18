package dev.sluice.gateway.observability;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves Spring Boot's tracing out while it is off.
 *
 * <p>What Spring Boot calls off still makes a span for each observation, to export it nowhere.
 */
final class TracingFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final List<String> TRACING =
            List.of("org.springframework.boot.micrometer.tracing.", "org.springframework.boot.opentelemetry.");

    private boolean enabled;

    @Override
    public void setEnvironment(Environment environment) {
        enabled = TracingSwitch.isOn(environment);
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurations.length];
        for (int i = 0; i < matches.length; i++) {
            String candidate = autoConfigurations[i];
            matches[i] = enabled || candidate == null || TRACING.stream().noneMatch(candidate::startsWith);
        }
        return matches;
    }
}

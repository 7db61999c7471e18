package dev.sluice.gateway.start;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Leaves Redis out unless it is to decide: nothing else in this gateway asks it. */
final class RedisFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private static final String LEDGER = "sluice.token-bucket.ledger";

    /** With what Spring Boot has for all data of its kind. */
    private static final String DATA = "org.springframework.boot.data.";

    private boolean decides;

    @Override
    public void setEnvironment(Environment environment) {
        decides = "redis".equalsIgnoreCase(environment.getProperty(LEDGER));
    }

    @Override
    public boolean[] match(@Nullable String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurations.length];
        for (int i = 0; i < matches.length; i++) {
            String candidate = autoConfigurations[i];
            matches[i] = decides || candidate == null || !candidate.startsWith(DATA);
        }
        return matches;
    }
}

package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.database.DatabaseState;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health component {@code clientDatabase}, which no request to the health endpoint has to wait for. */
@AutoConfiguration(after = ClientDatabaseAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(DatabaseState.class)
public final class ClientDatabaseHealthAutoConfiguration {

    /**
     * Without its database a gateway goes on deciding from memory, so it must not be taken out of service: the status says so
     * and is answered with 200.
     */
    private static final String DEGRADED = "DEGRADED";

    @Bean
    @ConditionalOnMissingBean(name = "clientDatabaseHealthIndicator")
    HealthIndicator clientDatabaseHealthIndicator(DatabaseState state) {
        return () -> state.outage()
                .map(outage -> Health.status(DEGRADED)
                        .withDetail("since", outage.since())
                        .withDetail("reason", outage.reason()))
                .orElseGet(Health::up)
                .build();
    }
}

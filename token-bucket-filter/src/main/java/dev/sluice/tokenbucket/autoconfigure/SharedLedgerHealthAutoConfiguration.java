package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.ledger.shared.BankState;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health component {@code sharedLimits}: whether the bank lends, and how many gateways it lends to. */
@AutoConfiguration(after = SharedLedgerAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(SharedLedger.class)
public final class SharedLedgerHealthAutoConfiguration {

    /** Without its bank a gateway goes on as it is told to, so it must not be taken out of service. */
    private static final String DEGRADED = "DEGRADED";

    @Bean
    @ConditionalOnMissingBean(name = "sharedLimitsHealthIndicator")
    HealthIndicator sharedLimitsHealthIndicator(SharedLedger ledger) {
        BankState state = ledger.state();
        return () -> state.outage()
                .map(outage -> Health.status(DEGRADED)
                        .withDetail("since", outage.since())
                        .withDetail("reason", outage.reason()))
                .orElseGet(Health::up)
                .withDetail("gateways", state.gateways())
                .build();
    }
}

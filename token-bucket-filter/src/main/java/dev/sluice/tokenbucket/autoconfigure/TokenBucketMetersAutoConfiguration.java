package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.database.DatabaseState;
import dev.sluice.tokenbucket.filter.DecisionCounts;
import dev.sluice.tokenbucket.filter.Outcome;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import dev.sluice.tokenbucket.ledger.local.SavingLoop;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The meters of the filter, where Micrometer is: they read what is counted anyway, when somebody asks.
 *
 * <p>No tag ever holds a client's id: there may be a million of them.
 */
@AutoConfiguration(
        after = {
            ClientDatabaseAutoConfiguration.class,
            SharedLedgerAutoConfiguration.class,
            TokenBucketAutoConfiguration.class,
            SavingAutoConfiguration.class
        })
@ConditionalOnClass(MeterBinder.class)
public final class TokenBucketMetersAutoConfiguration {

    private static final String BUCKETS = "sluice.token.bucket.buckets";

    @Bean
    @ConditionalOnMissingBean(name = "decisionMeters")
    @ConditionalOnBean(DecisionCounts.class)
    MeterBinder decisionMeters(DecisionCounts counts) {
        return registry -> {
            for (Outcome outcome : Outcome.values()) {
                FunctionCounter.builder("sluice.token.bucket.decisions", counts, all -> all.of(outcome))
                        .tag("outcome", outcome.tag())
                        .description("Requests by what the token-bucket filter decided about them")
                        .register(registry);
            }
        };
    }

    @Bean
    @ConditionalOnMissingBean(name = "bucketMeters")
    @ConditionalOnBean(LocalLedger.class)
    MeterBinder bucketMeters(LocalLedger ledger) {
        return registry -> {
            Gauge.builder(BUCKETS, ledger, LocalLedger::clientBuckets)
                    .tag("key", "client")
                    .description("Buckets in memory")
                    .register(registry);
            Gauge.builder(BUCKETS, ledger, LocalLedger::unregisteredBuckets)
                    .tag("key", "unregistered")
                    .description("Buckets in memory")
                    .register(registry);
        };
    }

    @Bean
    @ConditionalOnMissingBean(name = "sharedLedgerMeters")
    @ConditionalOnBean(SharedLedger.class)
    MeterBinder sharedLedgerMeters(SharedLedger ledger) {
        return new SharedLedgerMeters(ledger);
    }

    @Bean
    @ConditionalOnMissingBean(name = "clientDatabaseMeters")
    @ConditionalOnBean(DatabaseState.class)
    MeterBinder clientDatabaseMeters(DatabaseState state) {
        return registry -> Gauge.builder(
                        "sluice.token.bucket.database.up",
                        state,
                        database -> database.outage().isEmpty() ? 1 : 0)
                .description("1 while the clients' database answers")
                .register(registry);
    }

    @Bean
    @ConditionalOnMissingBean(name = "savingMeters")
    @ConditionalOnBean(SavingLoop.class)
    MeterBinder savingMeters(SavingLoop loop) {
        return registry -> TimeGauge.builder(
                        "sluice.token.bucket.saving.lag",
                        loop,
                        TimeUnit.NANOSECONDS,
                        saved -> saved.lag().toNanos())
                .description("How far the saved tokens are behind")
                .register(registry);
    }
}

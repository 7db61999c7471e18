package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.shared.BankLoop;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Limits that several gateways share, where there is a bank for them. */
@AutoConfiguration(
        after = {PostgresBankAutoConfiguration.class, RedisBankAutoConfiguration.class},
        before = TokenBucketAutoConfiguration.class)
@ConditionalOnBean(Bank.class)
@EnableConfigurationProperties(TokenBucketProperties.class)
public final class SharedLedgerAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(Ledger.class)
    SharedLedger ledger(Bank bank, TokenBucketProperties properties, Limit defaultLimit) {
        return new SharedLedger(
                bank,
                properties.onLedgerFailure(),
                defaultLimit,
                properties.maxKeys(),
                MonotonicClock.system(),
                InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(SharedLedger.class)
    BankLoop bankLoop(SharedLedger ledger) {
        return new BankLoop(ledger);
    }
}

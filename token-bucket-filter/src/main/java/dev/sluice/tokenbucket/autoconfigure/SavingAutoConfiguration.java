package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.ledger.local.FillSaver;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import dev.sluice.tokenbucket.ledger.local.SavingLoop;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The saving of what was taken, where this gateway decides and has books to write it to. */
@AutoConfiguration(after = {TokenBucketAutoConfiguration.class, ClientDatabaseAutoConfiguration.class})
@ConditionalOnBean({LocalLedger.class, ClientRepository.class})
public final class SavingAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SavingLoop savingLoop(LocalLedger ledger, ClientRepository repository, TokenBucketProperties properties) {
        return new SavingLoop(new FillSaver(ledger, repository), properties.saveInterval());
    }
}

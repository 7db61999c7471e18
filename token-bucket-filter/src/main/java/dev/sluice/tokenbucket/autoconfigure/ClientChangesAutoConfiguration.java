package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.database.ClientChanges;
import dev.sluice.tokenbucket.database.ClientDatabase;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.LiveClients;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** What other gateways change in a PostgreSQL that they share, made live in this one. */
@AutoConfiguration(after = {TokenBucketAutoConfiguration.class, ClientDatabaseAutoConfiguration.class})
@ConditionalOnClass(PostgresqlConnection.class)
@ConditionalOnBean({ClientDatabase.class, LoadingClientRegistry.class, Ledger.class})
public final class ClientChangesAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ClientChanges clientChanges(ClientDatabase database, LoadingClientRegistry registry, Ledger ledger) {
        return database.changes(new LiveClients(registry, ledger));
    }
}

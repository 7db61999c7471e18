package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.database.ClientDatabase;
import dev.sluice.tokenbucket.ledger.database.PostgresBank;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/** A bank in the clients' database, where it is to decide. */
@AutoConfiguration(after = ClientDatabaseAutoConfiguration.class)
@ConditionalOnProperty(name = "sluice.token-bucket.ledger", havingValue = "database")
@ConditionalOnBean(ClientDatabase.class)
public final class PostgresBankAutoConfiguration {

    /** After the database, since that makes the tables. */
    @Bean
    @ConditionalOnMissingBean
    Bank bank(ClientDatabase database, ConnectionFactory connections) {
        String product = connections.getMetadata().getName();
        if (!product.equals("PostgreSQL")) {
            throw new UnusableLedgerException(
                    "database", "the clients are in " + product + ", which one process alone can open");
        }
        return new PostgresBank(DatabaseClient.create(connections));
    }
}

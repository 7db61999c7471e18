package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.database.ClientDatabase;
import dev.sluice.tokenbucket.database.DatabaseState;
import dev.sluice.tokenbucket.usage.UsageRepository;
import io.r2dbc.spi.ConnectionFactory;
import java.time.InstantSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;

/** Clients in a database, where R2DBC leads to one. */
@AutoConfiguration(after = R2dbcAutoConfiguration.class, before = TokenBucketAutoConfiguration.class)
@ConditionalOnClass({DatabaseClient.class, OptionsCapableConnectionFactory.class, Flyway.class})
@ConditionalOnSingleCandidate(ConnectionFactory.class)
@EnableConfigurationProperties(TokenBucketProperties.class)
public final class ClientDatabaseAutoConfiguration {

    /** Not where the clients are elsewhere: nobody would ever tell it anything. */
    @Bean
    @ConditionalOnMissingBean({DatabaseState.class, ClientRepository.class})
    DatabaseState clientDatabaseState() {
        return new DatabaseState(InstantSource.system());
    }

    /** Not where the clients are elsewhere: then this database is none of our business. */
    @Bean
    @ConditionalOnMissingBean({ClientDatabase.class, ClientRepository.class})
    ClientDatabase clientDatabase(ConnectionFactory connections, DatabaseState state) {
        OptionsCapableConnectionFactory capable = OptionsCapableConnectionFactory.unwrapFrom(connections);
        if (capable == null) {
            throw new IllegalStateException(
                    "the connection factory does not tell its options, which the migrations of the"
                            + " clients' tables need: have it made from spring.r2dbc.*, or declare a ClientRepository");
        }
        return new ClientDatabase(connections, capable.getOptions(), state);
    }

    @Bean
    @ConditionalOnMissingBean
    ClientRepository clientRepository(ClientDatabase database) {
        return database.repository();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(ClientDatabase.class)
    UsageRepository usageRepository(ClientDatabase database) {
        return database.usage();
    }

    @Bean
    @ConditionalOnMissingBean(ClientRegistry.class)
    LoadingClientRegistry clientRegistry(ClientRepository repository, TokenBucketProperties properties) {
        return new LoadingClientRegistry(repository, properties.maxKeys());
    }
}

package dev.sluice.admin.client;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.usage.UsageBook;
import jakarta.validation.Validator;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the parts of the API are put together. */
@Configuration(proxyBeanMethods = false)
public class ClientApi {

    private static final String VERB_PATHS = "sluice.admin.verb-paths";

    @Bean
    StrictJson adminJson(Validator validator) {
        return new StrictJson(validator);
    }

    @Bean
    CodecCustomizer adminCodecs(StrictJson json) {
        return codecs -> {
            codecs.customCodecs().register(new BodyDecoder(json));
            codecs.customCodecs().register(new AnswerEncoder(json));
        };
    }

    @Bean
    ClientMapping clientMapping() {
        return new ClientMapping();
    }

    @Bean
    ClientIds clientIds(@Value("${" + VERB_PATHS + ":false}") boolean verbPaths) {
        return new ClientIds(verbPaths);
    }

    @Bean
    Clients clients(
            ClientRepository repository,
            LoadingClientRegistry registry,
            Ledger ledger,
            UsageBook usage,
            Limit defaultLimit) {
        return new Clients(repository, registry, ledger, usage, defaultLimit, InstantSource.system());
    }

    @Bean
    ClientController clientController(Clients clients, ClientIds ids) {
        return new ClientController(clients, ids);
    }

    @Bean
    TransferController transferController(
            Clients clients, ClientIds ids, StrictJson json, ClientRepository repository, Limit defaultLimit) {
        return new TransferController(
                new ClientExport(clients, json),
                new ClientImport(json, ids, new ImportBatch(clients, repository, defaultLimit)));
    }

    @Bean
    @ConditionalOnBooleanProperty(VERB_PATHS)
    VerbController verbController(ClientController clients, ClientIds ids) {
        return new VerbController(clients, ids);
    }
}

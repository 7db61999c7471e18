package dev.sluice.admin.autoconfigure;

import dev.sluice.admin.client.ClientApi;
import dev.sluice.tokenbucket.autoconfigure.ClientDatabaseAutoConfiguration;
import dev.sluice.tokenbucket.autoconfigure.TokenBucketAutoConfiguration;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Import;

/** The admin API, where there are books that it can keep. */
@AutoConfiguration(after = {TokenBucketAutoConfiguration.class, ClientDatabaseAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBean({ClientRepository.class, LoadingClientRegistry.class})
@Import(ClientApi.class)
public final class AdminAutoConfiguration {}

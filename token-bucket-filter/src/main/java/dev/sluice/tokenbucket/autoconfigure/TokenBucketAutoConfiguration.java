package dev.sluice.tokenbucket.autoconfigure;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.error.ErrorWriter;
import dev.sluice.tokenbucket.filter.DecisionCounts;
import dev.sluice.tokenbucket.filter.DecisionListener;
import dev.sluice.tokenbucket.filter.Remembered;
import dev.sluice.tokenbucket.filter.TokenBucketGatewayFilterFactory;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import dev.sluice.tokenbucket.usage.Refusals;
import dev.sluice.tokenbucket.usage.UsageBook;
import dev.sluice.tokenbucket.usage.UsageRepository;
import dev.sluice.tokenbucket.usage.UsageSaving;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** The route filter {@code TokenBucket} and what it needs. */
@AutoConfiguration(before = GatewayAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(TokenBucketProperties.class)
public final class TokenBucketAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ErrorWriter errorWriter() {
        return new ErrorWriter(JsonMapper.shared());
    }

    @Bean
    @ConditionalOnMissingBean
    ClientRegistry clientRegistry() {
        return ClientRegistry.of(List.of());
    }

    /** The limit of a key without a client, and of a client that is given none. */
    @Bean
    @ConditionalOnMissingBean
    Limit defaultLimit(TokenBucketProperties properties) {
        return properties.defaultLimit().limit();
    }

    @Bean
    @ConditionalOnMissingBean(Ledger.class)
    LocalLedger ledger(TokenBucketProperties properties, Limit defaultLimit) {
        if (properties.ledger() != TokenBucketProperties.LedgerKind.LOCAL) {
            throw new UnusableLedgerException(properties.ledger().name().toLowerCase(Locale.ROOT), "there is none");
        }
        return new LocalLedger(defaultLimit, properties.maxKeys(), MonotonicClock.system(), Instant.now());
    }

    @Bean
    @ConditionalOnMissingBean
    DecisionCounts decisionCounts() {
        return new DecisionCounts();
    }

    @Bean
    @ConditionalOnMissingBean
    Refusals refusedKeys() {
        return new Refusals(MonotonicClock.system()::nanos, InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    UsageBook usageBook(ObjectProvider<UsageRepository> repository, TokenBucketProperties properties) {
        return new UsageBook(
                Optional.ofNullable(repository.getIfUnique()),
                UUID.randomUUID().toString(),
                properties.maxKeys(),
                InstantSource.system());
    }

    @Bean
    @ConditionalOnMissingBean
    UsageSaving usageSaving(UsageBook book) {
        return new UsageSaving(book);
    }

    @Bean
    @ConditionalOnMissingBean
    Remembered rememberedDecisions(Refusals refusals, UsageBook usage) {
        return new Remembered(refusals, usage);
    }

    @Bean
    @ConditionalOnMissingBean
    TokenBucketGatewayFilterFactory tokenBucketGatewayFilterFactory(
            TokenBucketProperties properties,
            ClientRegistry registry,
            Ledger ledger,
            ErrorWriter errors,
            List<DecisionListener> listeners) {
        return new TokenBucketGatewayFilterFactory(
                properties.policy(), registry, ledger, errors, DecisionListener.all(listeners));
    }
}

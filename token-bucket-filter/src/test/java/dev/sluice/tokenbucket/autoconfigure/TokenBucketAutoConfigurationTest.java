package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.client.KeySource;
import dev.sluice.tokenbucket.client.TrustedProxies;
import dev.sluice.tokenbucket.error.ErrorWriter;
import dev.sluice.tokenbucket.filter.DecisionCounts;
import dev.sluice.tokenbucket.filter.MissingKey;
import dev.sluice.tokenbucket.filter.RateLimitHeaders;
import dev.sluice.tokenbucket.filter.TokenBucketGatewayFilterFactory;
import dev.sluice.tokenbucket.filter.TokenBucketPolicy;
import dev.sluice.tokenbucket.filter.UnknownClient;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.local.HandClock;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import tools.jackson.databind.json.JsonMapper;

class TokenBucketAutoConfigurationTest {

    private final ReactiveWebApplicationContextRunner gateway = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TokenBucketAutoConfiguration.class));

    @Test
    void bringsTheFilterAndWhatItNeeds() {
        gateway.run(context -> assertThat(context)
                .hasSingleBean(TokenBucketGatewayFilterFactory.class)
                .hasSingleBean(Ledger.class)
                .hasSingleBean(ClientRegistry.class)
                .hasSingleBean(ErrorWriter.class));
    }

    @Test
    void knowsNoClientUntilSomebodyBringsARegistry() {
        gateway.run(context -> assertThat(context.getBean(ClientRegistry.class)
                        .find(ClientKey.ofClientId("ann"))
                        .join())
                .isEmpty());
    }

    @Test
    void theLocalLedgerHasTheDefaultLimit() {
        gateway.withPropertyValues("sluice.token-bucket.default-limit.capacity=7")
                .run(context -> assertThat(context.getBean(Ledger.class)
                                .takeUnregistered(ClientKey.ofClientId("ann"), 1)
                                .join()
                                .limit())
                        .isEqualTo(Limit.of(7, 10)));
    }

    @Test
    void aDefaultLimitOfTheUsersIsTheLimitOfKeysWithoutAClient() {
        gateway.withBean(Limit.class, () -> Limit.of(3, 1))
                .run(context -> assertThat(context.getBean(Ledger.class)
                                .takeUnregistered(ClientKey.ofClientId("ann"), 1)
                                .join()
                                .limit())
                        .isEqualTo(Limit.of(3, 1)));
    }

    @Test
    void aRegistryOfTheUsersComesFirst() {
        ClientRegistry own = ClientRegistry.of(List.of(Client.of("ann", Limit.of(1, 1))));

        gateway.withBean(ClientRegistry.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(ClientRegistry.class)).isSameAs(own));
    }

    @Test
    void aLedgerOfTheUsersComesFirst() {
        Ledger own = new LocalLedger(Limit.of(1, 1), 1, new HandClock(), Instant.EPOCH);

        gateway.withBean(Ledger.class, () -> own)
                .run(context -> assertThat(context.getBean(Ledger.class)).isSameAs(own));
    }

    @Test
    void anErrorWriterOfTheUsersComesFirst() {
        ErrorWriter own = new ErrorWriter(JsonMapper.shared());

        gateway.withBean(ErrorWriter.class, () -> own)
                .run(context -> assertThat(context.getBean(ErrorWriter.class)).isSameAs(own));
    }

    @Test
    void aFilterFactoryOfTheUsersComesFirst() {
        TokenBucketPolicy policy = new TokenBucketPolicy(
                List.of(KeySource.valueOf("remote-address")),
                MissingKey.ALLOW,
                UnknownClient.ALLOW,
                1,
                RateLimitHeaders.NONE,
                new TrustedProxies(List.of()));
        TokenBucketGatewayFilterFactory own = new TokenBucketGatewayFilterFactory(
                policy,
                ClientRegistry.of(List.of()),
                new LocalLedger(Limit.of(1, 1), 1, new HandClock(), Instant.EPOCH),
                new ErrorWriter(JsonMapper.shared()),
                new DecisionCounts());

        gateway.withBean(TokenBucketGatewayFilterFactory.class, () -> own)
                .run(context -> assertThat(context.getBean(TokenBucketGatewayFilterFactory.class))
                        .isSameAs(own));
    }

    @Test
    void keepsOutOfAnApplicationThatIsNoReactiveOne() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TokenBucketAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(TokenBucketGatewayFilterFactory.class));
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(TokenBucketAutoConfiguration.class.getName());
    }
}

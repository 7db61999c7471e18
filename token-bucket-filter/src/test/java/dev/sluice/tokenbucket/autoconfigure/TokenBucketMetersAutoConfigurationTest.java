package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.filter.DecisionCounts;
import dev.sluice.tokenbucket.filter.Outcome;
import dev.sluice.tokenbucket.filter.TokenBucketGatewayFilterFactory;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.local.SavingLoop;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class TokenBucketMetersAutoConfigurationTest {

    private final ReactiveWebApplicationContextRunner gateway = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TokenBucketAutoConfiguration.class, TokenBucketMetersAutoConfiguration.class));

    @Test
    void everyOutcomeHasACounter() {
        gateway.run(context -> assertThat(
                        bound(context).get("sluice.token.bucket.decisions").functionCounters())
                .extracting(counter -> counter.getId().getTag("outcome"))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Outcome.values()).map(Outcome::tag).toList()));
    }

    @Test
    void theBucketsInMemoryAreCountedByTheirKeys() {
        gateway.run(context -> {
            Ledger ledger = context.getBean(Ledger.class);
            ledger.take(Client.of("ann", Limit.of(10, Limit.MIN_RATE)), 1).join();
            ledger.takeUnregistered(ClientKey.ofClientId("bob"), 1).join();
            ledger.takeUnregistered(ClientKey.ofClientId("eve"), 1).join();

            assertThat(buckets(context, "client")).isEqualTo(1);
            assertThat(buckets(context, "unregistered")).isEqualTo(2);
        });
    }

    @Test
    void theLagOfTheSavingIsToldWhereThereIsOne() {
        gateway.run(context -> assertThat(
                        bound(context).find("sluice.token.bucket.saving.lag").timeGauge())
                .isNull());
        gateway.withConfiguration(AutoConfigurations.of(
                        R2dbcAutoConfiguration.class,
                        ClientDatabaseAutoConfiguration.class,
                        SavingAutoConfiguration.class))
                .withPropertyValues("spring.r2dbc.url=r2dbc:h2:mem:///meters?options=DB_CLOSE_DELAY=-1")
                .run(context -> {
                    context.getBean(SavingLoop.class).stop();
                    assertThat(bound(context)
                                    .get("sluice.token.bucket.saving.lag")
                                    .timeGauge()
                                    .value(TimeUnit.SECONDS))
                            .isPositive();
                });
    }

    @Test
    void aMeterOfTheUsersComesFirst() {
        MeterBinder own = registry -> {};

        gateway.withBean("decisionMeters", MeterBinder.class, () -> own)
                .run(context -> assertThat(context.getBean("decisionMeters")).isSameAs(own));
    }

    @Test
    void withoutMicrometerTheFilterCountsAllTheSame() {
        gateway.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(TokenBucketGatewayFilterFactory.class)
                        .hasSingleBean(DecisionCounts.class)
                        .doesNotHaveBean(TokenBucketMetersAutoConfiguration.class));
    }

    @Test
    void isFoundOnTheClassPath() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .contains(TokenBucketMetersAutoConfiguration.class.getName());
    }

    private static double buckets(ApplicationContext context, String key) {
        return bound(context)
                .get("sluice.token.bucket.buckets")
                .tag("key", key)
                .gauge()
                .value();
    }

    private static MeterRegistry bound(ApplicationContext context) {
        MeterRegistry registry = new SimpleMeterRegistry();
        context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
        return registry;
    }
}

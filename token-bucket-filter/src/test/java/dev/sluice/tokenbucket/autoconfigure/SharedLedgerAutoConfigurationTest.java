package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Decision;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.database.PostgresBank;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.redis.RedisBank;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import dev.sluice.tokenbucket.redis.RedisServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

class SharedLedgerAutoConfigurationTest {

    private static final String LEDGER = "sluice.token-bucket.ledger=redis";
    private static final AtomicLong GENERATIONS = new AtomicLong(System.nanoTime());

    private final ReactiveWebApplicationContextRunner context = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    R2dbcAutoConfiguration.class,
                    DataRedisAutoConfiguration.class,
                    DataRedisReactiveAutoConfiguration.class,
                    H2AutoConfiguration.class,
                    ClientDatabaseAutoConfiguration.class,
                    PostgresBankAutoConfiguration.class,
                    RedisBankAutoConfiguration.class,
                    SharedLedgerAutoConfiguration.class,
                    SharedLedgerHealthAutoConfiguration.class,
                    TokenBucketAutoConfiguration.class,
                    TokenBucketMetersAutoConfiguration.class,
                    SavingAutoConfiguration.class));

    @Test
    void gatewaysOnOneDatabaseShareABucket() {
        URI database = URI.create(PostgresServer.shared().newDatabase());
        ReactiveWebApplicationContextRunner gateway = context.withPropertyValues(
                "sluice.token-bucket.ledger=database",
                "spring.r2dbc.url=r2dbc:postgresql://localhost:" + database.getPort() + database.getPath(),
                "spring.r2dbc.username=" + PostgresServer.shared().user(),
                "spring.r2dbc.password=" + PostgresServer.shared().password());

        shareABucket(gateway, PostgresBank.class);
    }

    @Test
    void gatewaysOnOneRedisShareABucket() {
        ReactiveWebApplicationContextRunner gateway = context.withPropertyValues(
                LEDGER, "spring.data.redis.port=" + RedisServer.shared().port());

        shareABucket(gateway, RedisBank.class);
    }

    private static void shareABucket(ReactiveWebApplicationContextRunner gateway, Class<? extends Bank> bank) {
        long generation = GENERATIONS.incrementAndGet();
        Limit ten = Limit.of(10, Limit.MIN_RATE);
        Client ann = Client.of(
                "ann", ten, generation, generation, Client.of("ann", ten).fill());
        gateway.run(one -> gateway.run(other -> {
            assertThat(one).hasSingleBean(Bank.class).getBean(Bank.class).isInstanceOf(bank);
            assertThat(one.getBean(Ledger.class)).isInstanceOf(SharedLedger.class);
            assertThat(one.getBean("sharedLimitsHealthIndicator", HealthIndicator.class)
                            .health())
                    .isNotNull()
                    .extracting(Health::getStatus)
                    .isEqualTo(Status.UP);

            assertThat(one.getBean(Ledger.class).take(ann, 7))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .matches(Decision::admitted);
            assertThat(other.getBean(Ledger.class).take(ann, 4))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .matches(decision -> !decision.admitted());
            assertThat(other.getBean(Ledger.class).take(ann, 3))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .matches(Decision::admitted);
            MeterRegistry registry = new SimpleMeterRegistry();
            one.getBean("sharedLedgerMeters", MeterBinder.class).bindTo(registry);
            assertThat(registry.get("sluice.token.bucket.bank.tokens")
                            .tag("fate", "spent")
                            .functionCounter()
                            .count())
                    .isEqualTo(7);
            assertThat(registry.get("sluice.token.bucket.bank.draws")
                            .functionCounter()
                            .count())
                    .isBetween(1.0, 4.0);
        }));
    }

    @Test
    void whatIsLeftIsGivenBackWhenAGatewayStops() {
        ReactiveWebApplicationContextRunner gateway = context.withPropertyValues(
                LEDGER, "spring.data.redis.port=" + RedisServer.shared().port());
        long generation = GENERATIONS.incrementAndGet();
        Limit thousand = Limit.of(1_000, Limit.MIN_RATE);
        Client bob = Client.of(
                "bob",
                thousand,
                generation,
                generation,
                Client.of("bob", thousand).fill());

        gateway.run(one -> assertThat(one.getBean(Ledger.class).take(bob, 1)).succeedsWithin(Duration.ofSeconds(5)));

        gateway.run(next -> {
            CompletableFuture<Decision> all = next.getBean(Ledger.class).take(bob, 999);
            assertThat(all).succeedsWithin(Duration.ofSeconds(5)).matches(Decision::admitted);
        });
    }

    @Test
    void aDatabaseThatOneProcessOpensCanNotBeShared() {
        context.withPropertyValues(
                        "sluice.token-bucket.ledger=database",
                        "spring.r2dbc.url=r2dbc:h2:mem:///alone;DB_CLOSE_DELAY=-1")
                .run(gateway -> assertThat(StartFailure.explained(gateway, LEDGER))
                        .contains("sluice.token-bucket.ledger is 'database'", "H2"));
    }

    @Test
    void aLedgerWithoutABankStopsTheStart() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TokenBucketAutoConfiguration.class))
                .withPropertyValues(LEDGER)
                .run(gateway -> assertThat(StartFailure.explained(gateway, LEDGER))
                        .contains("sluice.token-bucket.ledger is 'redis'"));
    }
}

package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.database.PostgresBank;
import dev.sluice.tokenbucket.ledger.lease.Bank;
import dev.sluice.tokenbucket.ledger.redis.RedisBank;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import dev.sluice.tokenbucket.redis.RedisServer;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class SharedLedgerAutoConfigurationTest {

    private static final String LEDGER = "sluice.token-bucket.ledger=redis";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
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

    /** The longer it was away, the longer Lettuce waits with its next attempt, unless it is told otherwise. */
    @Test
    void aRedisThatComesBackIsFoundAtOnceHoweverLongItWasAway() {
        context.withPropertyValues(LEDGER).run(gateway -> {
            Delay delay = gateway.getBean(ClientResources.class).reconnectDelay();

            assertThat(IntStream.rangeClosed(1, 100).mapToObj(delay::createDelay))
                    .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofMillis(500)))
                    .last()
                    .isEqualTo(Duration.ofMillis(500));
        });
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

            takeAtLast(one, ann, 7);
            assertThat(isAdmitted(other, ann, 4)).isFalse();
            takeAtLast(other, ann, 3);
            assertThat(isAdmitted(one, ann, 1)).isFalse();
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
                    .isPositive();
        }));
    }

    /** Again and again, since a bank that takes too long to answer is no bank for a request. */
    private static void takeAtLast(ApplicationContext gateway, Client client, long cost) {
        await().atMost(PATIENCE).until(() -> isAdmitted(gateway, client, cost));
    }

    private static boolean isAdmitted(ApplicationContext gateway, Client client, long cost) {
        return gateway.getBean(Ledger.class)
                .take(client, cost)
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .admitted();
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

        gateway.run(one -> takeAtLast(one, bob, 1));

        gateway.run(next -> {
            assertThat(next.getBean(Ledger.class).level(bob))
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(Level.ofTokens(999));
            takeAtLast(next, bob, 999);
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

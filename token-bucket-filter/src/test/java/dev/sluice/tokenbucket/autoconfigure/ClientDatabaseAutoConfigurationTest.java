package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.PartialRepository;
import dev.sluice.tokenbucket.client.Registration;
import dev.sluice.tokenbucket.database.ClientDatabase;
import dev.sluice.tokenbucket.database.ClientDatabaseException;
import dev.sluice.tokenbucket.database.DatabaseState;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.local.SavingLoop;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

class ClientDatabaseAutoConfigurationTest {

    private static final Limit TEN = Limit.of(10, Limit.MIN_RATE);

    @TempDir
    Path directory;

    private final ReactiveWebApplicationContextRunner context = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    R2dbcAutoConfiguration.class,
                    H2AutoConfiguration.class,
                    ClientDatabaseAutoConfiguration.class,
                    ClientDatabaseHealthAutoConfiguration.class,
                    TokenBucketAutoConfiguration.class,
                    SavingAutoConfiguration.class));

    @Test
    void whereR2dbcLeadsToADatabaseClientsAreKeptInIt() {
        inFile().run(gateway -> {
            assertThat(gateway).hasSingleBean(ClientRepository.class).hasSingleBean(SavingLoop.class);
            assertThat(gateway.getBean(ClientRegistry.class)).isInstanceOf(LoadingClientRegistry.class);
            assertThat(gateway.getBean(HealthIndicator.class).health())
                    .isNotNull()
                    .extracting(Health::getStatus)
                    .isEqualTo(Status.UP);
        });
    }

    @Test
    void whatIsTakenIsSavedWhenTheGatewayStops() {
        inFile().run(gateway -> {
            Client ann = gateway.getBean(ClientRepository.class)
                    .create(new NewClient("ann", TEN, Fill.full(TEN)), Instant.now())
                    .map(Registration::client)
                    .blockOptional()
                    .orElseThrow();
            assertThat(gateway.getBean(Ledger.class).take(ann, 4).join().admitted())
                    .isTrue();
        });
        inFile().run(gateway -> assertThat(gateway.getBean(ClientRepository.class)
                        .find("ann")
                        .map(found -> found.client().fill().level().tokens())
                        .block())
                .isEqualTo(6));
    }

    @Test
    void withoutADatabaseThereAreNoBooks() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ClientDatabaseAutoConfiguration.class,
                        ClientDatabaseHealthAutoConfiguration.class,
                        TokenBucketAutoConfiguration.class,
                        SavingAutoConfiguration.class))
                .run(gateway -> assertThat(gateway)
                        .hasSingleBean(ClientRegistry.class)
                        .doesNotHaveBean(ClientRepository.class)
                        .doesNotHaveBean(HealthIndicator.class)
                        .doesNotHaveBean(SavingLoop.class));
    }

    @Test
    void aRegistryOfOnesOwnReplacesOurs() {
        ClientRegistry own = ClientRegistry.of(List.of(Client.of("ann", TEN)));

        inFile().withBean(ClientRegistry.class, () -> own)
                .run(gateway ->
                        assertThat(gateway.getBean(ClientRegistry.class)).isSameAs(own));
    }

    @Test
    void aDatabaseThatCannotBeOpenedStopsTheStart() {
        context.withPropertyValues("spring.r2dbc.url=r2dbc:h2:file:////proc/clients")
                .run(gateway -> assertThat(gateway.getStartupFailure())
                        .hasRootCauseInstanceOf(Exception.class)
                        .hasStackTraceContaining(ClientDatabaseException.class.getSimpleName())
                        .hasStackTraceContaining("jdbc:h2:file:/proc/clients"));
    }

    @Test
    void aConnectionFactoryThatHidesItsOptionsIsNoUse() {
        context.withBean(ConnectionFactory.class, () -> H2ConnectionFactory.inMemory("hidden"))
                .run(gateway -> assertThat(gateway.getStartupFailure())
                        .hasStackTraceContaining("have it made from spring.r2dbc.*"));
    }

    @Test
    void whereClientsAreElsewhereADatabaseIsLeftAlone() {
        ClientRepository own = new PartialRepository();

        context.withBean(ConnectionFactory.class, () -> H2ConnectionFactory.inMemory("hidden"))
                .withBean(ClientRepository.class, () -> own)
                .run(gateway -> assertThat(gateway)
                        .hasNotFailed()
                        .doesNotHaveBean(ClientDatabase.class)
                        .doesNotHaveBean(DatabaseState.class)
                        .doesNotHaveBean(HealthIndicator.class)
                        .getBean(ClientRepository.class)
                        .isSameAs(own));
    }

    @Test
    void ofSeveralDatabasesNoneIsTaken() {
        context.withBean("one", ConnectionFactory.class, () -> H2ConnectionFactory.inMemory("one"))
                .withBean("other", ConnectionFactory.class, () -> H2ConnectionFactory.inMemory("other"))
                .run(gateway -> assertThat(gateway).hasNotFailed().doesNotHaveBean(ClientDatabase.class));
    }

    private ReactiveWebApplicationContextRunner inFile() {
        // Of more connections the last may open again what was closed.
        return context.withPropertyValues(
                "spring.r2dbc.url=r2dbc:h2:file:///" + directory.resolve("clients"),
                "spring.r2dbc.pool.initial-size=1");
    }
}

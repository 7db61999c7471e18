package dev.sluice.tokenbucket.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRegistry;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.Registration;
import dev.sluice.tokenbucket.database.ClientChanges;
import dev.sluice.tokenbucket.ledger.Ledger;
import dev.sluice.tokenbucket.ledger.shared.SharedLedger;
import dev.sluice.tokenbucket.postgres.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class ClientChangesAutoConfigurationTest {

    private static final Limit TEN = Limit.of(10, Limit.MIN_RATE);
    private static final Limit FOUR = Limit.of(4, Limit.MIN_RATE);
    private static final ClientKey ANN = ClientKey.ofClientId("ann");

    private final ReactiveWebApplicationContextRunner context = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    R2dbcAutoConfiguration.class,
                    H2AutoConfiguration.class,
                    ClientDatabaseAutoConfiguration.class,
                    PostgresBankAutoConfiguration.class,
                    SharedLedgerAutoConfiguration.class,
                    TokenBucketAutoConfiguration.class,
                    ClientChangesAutoConfiguration.class,
                    SavingAutoConfiguration.class));

    @Test
    void whatOneGatewayChangesActsOnAnotherThatSharesItsPostgres() {
        String database = PostgresServer.shared().newDatabase();
        inPostgres(database)
                .run(here -> inPostgres(database).run(there -> {
                    assertThat(there.getBean(ClientChanges.class).isRunning()).isTrue();
                    assertThat(find(there)).isEmpty();
                    Client ann = created(here.getBean(ClientRepository.class));
                    await().atMost(Duration.ofSeconds(1))
                            .untilAsserted(() -> assertThat(find(there)).contains(ann));
                }));
    }

    @Test
    void aNewLimitActsOnBucketsThatAreShared() {
        String database = PostgresServer.shared().newDatabase();
        sharing(database)
                .run(here -> sharing(database).run(there -> {
                    ClientRepository clients = here.getBean(ClientRepository.class);
                    Client ann = created(clients);
                    await().until(() -> find(there).isPresent());
                    Ledger ledger = there.getBean(Ledger.class);
                    assertThat(ledger).isInstanceOf(SharedLedger.class);
                    assertThat(ledger.take(ann, 1).join().admitted()).isTrue();
                    Client changed = clients.change(ann, FOUR, Fill.full(FOUR), Instant.now())
                            .map(Registration::client)
                            .blockOptional()
                            .orElseThrow();

                    await().atMost(Duration.ofSeconds(1))
                            .untilAsserted(() -> assertThat(find(there)).contains(changed));
                    assertThat(ledger.take(changed, 5).join().admitted()).isFalse();
                }));
    }

    @Test
    void inH2NobodyAsksForChanges() {
        context.withPropertyValues("spring.r2dbc.url=r2dbc:h2:mem:///ClientChangesAutoConfigurationTest")
                .run(gateway -> assertThat(gateway.getBean(ClientChanges.class).isRunning())
                        .isFalse());
    }

    @Test
    void withoutTheDriverOfPostgresqlThereIsNothingToAsk() {
        context.withClassLoader(new FilteredClassLoader("io.r2dbc.postgresql"))
                .withPropertyValues("spring.r2dbc.url=r2dbc:h2:mem:///ClientChangesAutoConfigurationTest")
                .run(gateway -> assertThat(gateway).hasNotFailed().doesNotHaveBean(ClientChanges.class));
    }

    @Test
    void aRegistryOfOnesOwnIsLeftAlone() {
        ClientRegistry own = ClientRegistry.of(List.of(Client.of("ann", TEN)));

        inPostgres(PostgresServer.shared().newDatabase())
                .withBean(ClientRegistry.class, () -> own)
                .run(gateway -> assertThat(gateway).hasNotFailed().doesNotHaveBean(ClientChanges.class));
    }

    private ReactiveWebApplicationContextRunner inPostgres(String database) {
        return context.withPropertyValues("spring.r2dbc.url=" + database.replace("postgres://", "r2dbc:postgresql://"));
    }

    private ReactiveWebApplicationContextRunner sharing(String database) {
        return inPostgres(database).withPropertyValues("sluice.token-bucket.ledger=database");
    }

    private static Client created(ClientRepository clients) {
        return clients.create(new NewClient("ann", TEN, Fill.full(TEN)), Instant.now())
                .map(Registration::client)
                .blockOptional()
                .orElseThrow();
    }

    private static Optional<Client> find(ApplicationContext gateway) {
        return gateway.getBean(ClientRegistry.class).find(ANN).join();
    }
}

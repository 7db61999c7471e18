package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.bucket.Limit;
import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientKey;
import dev.sluice.tokenbucket.client.ClientRepository;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import dev.sluice.tokenbucket.client.NewClient;
import dev.sluice.tokenbucket.client.Registration;
import dev.sluice.tokenbucket.ledger.LiveClients;
import dev.sluice.tokenbucket.ledger.MonotonicClock;
import dev.sluice.tokenbucket.ledger.local.LocalLedger;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A gateway on a database that it shares, as far as its clients go. */
final class LiveGateway implements AutoCloseable {

    private final OpenDatabase database;
    private final LoadingClientRegistry registry;
    private final LocalLedger ledger = new LocalLedger(Limit.of(1, 1), 10, MonotonicClock.system(), Instant.now());
    private final ClientChanges changes;

    /**
     * A gateway that runs.
     *
     * @param notifications where it gets a connection for notifications from; empty for where it gets the others
     * @param pause between two questions
     */
    LiveGateway(OpenDatabase database, Optional<ConnectionFactory> notifications, Duration pause) {
        this.database = database;
        this.registry = new LoadingClientRegistry(database.repository(), 1000);
        ChangeReader reader = new ChangeReader(
                new ChangeLog(database.way()),
                database.repository(),
                new LiveClients(registry, ledger),
                ChangeReader.KEPT);
        this.changes = new ClientChanges(reader, notifications.orElse(database.pool()), pause, true);
        // What is asked for before the first reading is not held on to.
        reader.read();
        changes.start();
    }

    /** As gateways are. */
    static LiveGateway at(String url) {
        return new LiveGateway(OpenDatabase.at(url), Optional.empty(), ClientChanges.PAUSE);
    }

    ClientRepository clients() {
        return database.repository();
    }

    OpenDatabase database() {
        return database;
    }

    ClientChanges changes() {
        return changes;
    }

    /** The client as a request meets it. */
    Optional<Client> find(String id) {
        return registry.find(ClientKey.ofClientId(id)).join();
    }

    /** Whether a request that met this client may spend so much. */
    boolean take(Client client, long tokens) {
        return ledger.take(client, tokens).join().admitted();
    }

    Client create(String id, Limit limit) {
        return clients()
                .create(new NewClient(id, limit, Fill.full(limit)), Instant.now())
                .map(Registration::client)
                .blockOptional()
                .orElseThrow();
    }

    Client change(Client client, Limit limit) {
        return clients()
                .change(client, limit, Fill.full(limit), Instant.now())
                .map(Registration::client)
                .blockOptional()
                .orElseThrow();
    }

    @Override
    public void close() {
        changes.stop();
        database.close();
    }
}

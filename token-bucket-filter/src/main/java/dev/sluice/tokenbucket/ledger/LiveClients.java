package dev.sluice.tokenbucket.ledger;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientChangeListener;
import dev.sluice.tokenbucket.client.LoadingClientRegistry;
import java.util.Collection;

/**
 * The clients that requests of this gateway meet, kept as they stand in the books when others change them.
 *
 * <p>What is not in the registry's memory is read when it comes, as it is then. So a million clients that are imported
 * elsewhere take no room here.
 */
public final class LiveClients implements ClientChangeListener {

    private final LoadingClientRegistry registry;
    private final Ledger ledger;

    /** The clients in this registry's memory, and their buckets in this ledger. */
    public LiveClients(LoadingClientRegistry registry, Ledger ledger) {
        this.registry = registry;
        this.ledger = ledger;
    }

    /**
     * First the bucket, then the registry; the bucket of a new client is opened by its first request. News that are none, such as
     * those of one's own changes, cost the ledger nothing.
     */
    @Override
    public void changed(Client client) {
        if (registry.isBehind(client)) {
            if (client.version() != client.generation()) {
                ledger.update(client);
            }
            registry.publish(client);
        }
    }

    @Override
    public void gone(Client client) {
        if (registry.holds(client.key())) {
            registry.withdraw(client);
            ledger.forget(client);
        }
    }

    @Override
    public Collection<Client> held() {
        return registry.held();
    }
}

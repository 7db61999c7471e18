package dev.sluice.tokenbucket.ledger.local;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.Fill;
import dev.sluice.tokenbucket.client.PartialRepository;
import dev.sluice.tokenbucket.client.RepositoryUnavailableException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Books in memory that take fills, and what happens to others while they do. */
final class Books extends PartialRepository {

    private final Map<String, Client> clients = new HashMap<>();
    private Runnable meanwhile = () -> {};
    private boolean away;
    private int savings;

    @Override
    public Mono<Void> saveFills(Collection<Client> fills) {
        return Mono.fromRunnable(() -> save(fills));
    }

    private void save(Collection<Client> fills) {
        Runnable others = meanwhile;
        meanwhile = () -> {};
        others.run();
        if (away) {
            throw new RepositoryUnavailableException("away");
        }
        savings++;
        fills.forEach(client -> clients.merge(client.id(), client, Books::later));
    }

    private static Client later(Client held, Client saved) {
        return saved.fill().micros() >= held.fill().micros() ? saved : held;
    }

    /** What happens while the next fills are on their way. */
    void meanwhile(Runnable others) {
        this.meanwhile = others;
    }

    void leave() {
        away = true;
    }

    void comeBack() {
        away = false;
    }

    int savings() {
        return savings;
    }

    Set<String> saved() {
        return clients.keySet();
    }

    /** A client as it stands in the books. */
    Client read(Client client) {
        return clients.getOrDefault(client.id(), client);
    }

    Fill fill(Client client) {
        return held(client).fill();
    }

    long version(Client client) {
        return held(client).version();
    }

    private Client held(Client client) {
        return Objects.requireNonNull(clients.get(client.id()));
    }
}

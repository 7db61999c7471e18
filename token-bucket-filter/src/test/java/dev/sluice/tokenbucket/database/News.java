package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.client.Client;
import dev.sluice.tokenbucket.client.ClientChangeListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Whoever listens, and writes it down. */
final class News implements ClientChangeListener {

    final List<Client> changed = new ArrayList<>();
    final List<Client> gone = new ArrayList<>();
    final List<Client> held = new ArrayList<>();

    @Override
    public void changed(Client client) {
        changed.add(client);
    }

    @Override
    public void gone(Client client) {
        gone.add(client);
    }

    @Override
    public Collection<Client> held() {
        return held;
    }
}

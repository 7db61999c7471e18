package dev.sluice.tokenbucket.client;

import java.util.Collection;

/**
 * Who holds clients in memory, and is told what others change in the books.
 *
 * <p>News comes in any order, several times, and of one's own changes as well: the versions tell what is new. They come from
 * one thread, which they may keep for a moment only.
 */
public interface ClientChangeListener {

    /** A client was created or changed; this is how it stands in the books now. */
    void changed(Client client);

    /**
     * A client is no longer in the books.
     *
     * @param client what it was, in a version that no client of its generation exceeds
     */
    void gone(Client client);

    /** The clients in memory, after an outage so long that they are all read again; what else is remembered is forgotten. */
    Collection<Client> held();
}

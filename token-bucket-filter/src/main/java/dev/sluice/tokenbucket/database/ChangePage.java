package dev.sluice.tokenbucket.database;

import dev.sluice.tokenbucket.client.Client;
import java.util.List;

/**
 * Changes of clients, as many as are read at once.
 *
 * @param mark when they were read
 * @param changes the changes, in the order in which they are listed
 */
record ChangePage(Mark mark, List<Change> changes) {

    /**
     * A change of a client.
     *
     * @param transaction the transaction that made it
     * @param version its number
     * @param client the client as it stands in the books now, or what it was
     * @param gone whether there is none now
     */
    record Change(long transaction, long version, Client client, boolean gone) {}
}

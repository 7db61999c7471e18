package dev.sluice.admin.client;

import dev.sluice.tokenbucket.client.ClientKey;

/**
 * A line that says what a client is to be.
 *
 * @param number its number, from 1
 * @param client the client
 */
record ImportLine(long number, NewClientBody client) {

    ClientKey key() {
        return ClientKey.ofClientId(client.clientId());
    }
}

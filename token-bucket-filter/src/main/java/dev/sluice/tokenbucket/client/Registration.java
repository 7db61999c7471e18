package dev.sluice.tokenbucket.client;

import java.time.Instant;

/**
 * A client as it stands in the books.
 *
 * @param client the client
 * @param createdAt when it was created
 * @param updatedAt when its limit was last set
 */
public record Registration(Client client, Instant createdAt, Instant updatedAt) {}

package dev.sluice.admin.client;

import dev.sluice.tokenbucket.bucket.Level;
import dev.sluice.tokenbucket.client.Registration;
import java.time.Instant;

/**
 * A client and what its bucket holds.
 *
 * @param registration the client as it stands in the books
 * @param level what its bucket holds
 * @param at when it held that
 */
record Standing(Registration registration, Level level, Instant at) {

    String id() {
        return registration.client().id();
    }
}

package dev.sluice.tokenbucket.usage;

import dev.sluice.tokenbucket.client.ClientKey;
import org.jspecify.annotations.Nullable;

/**
 * Who was refused.
 *
 * @param clientId the client's id; absent where no client is registered under the key
 * @param key the key; where no client is registered, in its small form, since strangers choose keys
 */
record RefusedKey(@Nullable String clientId, ClientKey key) {}

/**
 * Who spends: the key that a request carries, and the client that is registered under it.
 *
 * <p>Start at {@link dev.sluice.tokenbucket.client.KeySource}, which reads a
 * {@link dev.sluice.tokenbucket.client.ClientKey} from a request, and at
 * {@link dev.sluice.tokenbucket.client.ClientRegistry}, which knows the {@link dev.sluice.tokenbucket.client.Client}
 * behind it.
 */
@NullMarked
package dev.sluice.tokenbucket.client;

import org.jspecify.annotations.NullMarked;

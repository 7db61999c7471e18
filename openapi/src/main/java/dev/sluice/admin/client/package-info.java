/**
 * The registered clients, as an administrator sees and changes them.
 *
 * <p>Start at {@code Clients}, what can be done with them; {@code ClientCalls} is where a request arrives.
 */
@NullMarked
package dev.sluice.admin.client;

import org.jspecify.annotations.NullMarked;

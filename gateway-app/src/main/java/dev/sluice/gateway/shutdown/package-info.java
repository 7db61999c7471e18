/**
 * How the gateway takes its leave: first it says so, then it serves on for a while, then it closes its port, and then each
 * connection when nobody waits for an answer on it.
 *
 * <p>Start at {@code ShutdownDelay}, and go on at {@code LastConnections}.
 */
@NullMarked
package dev.sluice.gateway.shutdown;

import org.jspecify.annotations.NullMarked;

/**
 * How the gateway takes its leave: first it says so, then it serves on for a while, then it closes its port.
 *
 * <p>Start at {@code ShutdownDelay}.
 */
@NullMarked
package dev.sluice.gateway.shutdown;

import org.jspecify.annotations.NullMarked;

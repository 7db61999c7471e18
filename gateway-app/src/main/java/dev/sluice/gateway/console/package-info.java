/**
 * The console: pages that show what the gateway does now, and the stream of events that keeps them up to date.
 *
 * <p>The pages are plain files, below {@code console} on the class path. They act through the public admin API and the actuator, as
 * anybody may; only what is shown every second comes from here, so that it is read once for all who look. Start at {@link
 * dev.sluice.gateway.console.ConsoleConfiguration}.
 */
@NullMarked
package dev.sluice.gateway.console;

import org.jspecify.annotations.NullMarked;

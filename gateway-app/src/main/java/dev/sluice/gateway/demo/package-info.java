/**
 * Backends to try the gateway with, in its own process, in the profile {@code demo}.
 *
 * <p>Start at {@code DemoBackends}.
 */
@NullMarked
package dev.sluice.gateway.demo;

import org.jspecify.annotations.NullMarked;

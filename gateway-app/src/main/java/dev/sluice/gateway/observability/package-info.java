/**
 * What operators see of the traffic: a meter of the proxied requests, and traces where the settings say where to.
 *
 * <p>Start at {@code RequestMeters} and {@code TracingSwitch}.
 */
@NullMarked
package dev.sluice.gateway.observability;

import org.jspecify.annotations.NullMarked;

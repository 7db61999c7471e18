/**
 * The gateway that runs out of the box: the libraries, their settings, demo backends and an access log.
 *
 * <p>Start at {@link dev.sluice.gateway.RequestPath}, the way of a request through all of it, and at {@code
 * application.yml}, its route.
 */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;

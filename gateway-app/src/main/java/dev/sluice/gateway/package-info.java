/**
 * The gateway that runs out of the box: the libraries, their settings, demo backends and an access log.
 *
 * <p>Start at {@link dev.sluice.gateway.GatewayApplication} and {@code application.yml}, where the route of a request is
 * written down.
 */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;

/**
 * The HTTP server below Spring: what no Spring filter ever sees.
 *
 * <p>Start at {@code HttpConfiguration}.
 */
@NullMarked
package dev.sluice.gateway.http;

import org.jspecify.annotations.NullMarked;

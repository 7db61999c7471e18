/**
 * The HTTP server below Spring: what no Spring filter ever sees.
 *
 * <p>Start at {@code HttpConfiguration}, the handlers in their order, and at {@code StrictHttp}, what is refused.
 */
@NullMarked
package dev.sluice.gateway.http;

import org.jspecify.annotations.NullMarked;

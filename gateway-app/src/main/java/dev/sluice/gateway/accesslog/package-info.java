/**
 * One line for each proxied request.
 *
 * <p>Start at {@code AccessLog}.
 */
@NullMarked
package dev.sluice.gateway.accesslog;

import org.jspecify.annotations.NullMarked;

/**
 * How a failure becomes the answer that a client may see.
 *
 * <p>Start at {@link dev.sluice.admin.error.GatewayErrorHandler}.
 */
@NullMarked
package dev.sluice.admin.error;

import org.jspecify.annotations.NullMarked;

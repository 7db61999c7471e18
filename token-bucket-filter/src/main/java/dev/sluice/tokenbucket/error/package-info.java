/**
 * The answer to a request that the gateway itself refuses: one body, one writer.
 *
 * <p>Start at {@link dev.sluice.tokenbucket.error.ErrorWriter}.
 */
@NullMarked
package dev.sluice.tokenbucket.error;

import org.jspecify.annotations.NullMarked;

/**
 * What is remembered of decisions, for the people who run the gateway: who was refused most, and what each client did lately.
 *
 * <p>Start at {@link dev.sluice.tokenbucket.usage.Refusals} and {@link dev.sluice.tokenbucket.usage.UsageBook}. Nothing here decides
 * anything.
 */
@NullMarked
package dev.sluice.tokenbucket.usage;

import org.jspecify.annotations.NullMarked;
